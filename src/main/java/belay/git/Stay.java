package belay.git;

/// Why a clone's branch stays where it is when a deployment has moved the remote's.
///
/// @param why a clause with the clone or its branch as its subject
/// @param cure what brings the two together
record Stay(String why, String cure) {
  String afterPush() {
    return "pushed; %s and stays where it is: %s".formatted(why, cure);
  }

  String beforePush() {
    return "%s and stays where it is: what is shown is based on the remote's branch".formatted(why);
  }
}
