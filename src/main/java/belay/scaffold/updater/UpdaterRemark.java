package belay.scaffold.updater;

/// Something in a file that will not do what it seems to say.
///
/// @param place `file:line:column`
/// @param what what is wrong
/// @param help what to do about it
public record UpdaterRemark(String place, String what, String help) {
  @Override
  public String toString() {
    return "%s: %s; %s".formatted(place, what, help);
  }
}
