package belay.host;

import java.util.Optional;

/// Which Belay this is.
public final class Version {
  private Version() {}

  /// The release's number, as the jar's manifest has it; `dev` where it runs from class files.
  public static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("dev");
  }

  /// What `belay version` prints, such as `belay 0.1.0`.
  public static String line() {
    return "belay " + number();
  }
}
