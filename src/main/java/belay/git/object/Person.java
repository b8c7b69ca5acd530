package belay.git.object;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/// Who made or wrote a commit, and when.
public record Person(String name, String email, ZonedDateTime time) {
  private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("xx");

  /// What a commit cannot hold is left out, as git does it.
  public Person {
    name = name.replaceAll("[<>\\p{Cntrl}]", "").strip();
    email = email.replaceAll("[<>\\p{Cntrl}]", "").strip();
  }

  /// `Name <email>`.
  public String words() {
    return "%s <%s>".formatted(name, email);
  }

  /// `seconds zone`.
  String date() {
    return "%d %s".formatted(time.toEpochSecond(), ZONE.format(time));
  }

  /// Git's variables for a role.
  Map<String, String> env(String role) {
    return Map.of(
        "GIT_%s_NAME".formatted(role), name,
        "GIT_%s_EMAIL".formatted(role), email,
        "GIT_%s_DATE".formatted(role), "@" + date());
  }
}
