package belay.git.object;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.run.GitConfig;
import belay.host.Host;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Who commits: decided as git does, save that in CI, where there is nobody to be asked, a missing
/// name is made up and said so.
///
/// @param author who made the change
/// @param committer who wrote the commit
/// @param notes what was made up
public record Identity(Person author, Person committer, List<String> notes) {
  /// Who commits now, as git would say for this configuration.
  public static Identity of(Host host, GitConfig config) {
    var time = host.clock().instant().atZone(ZoneId.systemDefault());
    var author = find(host, config, "author", time);
    var committer = find(host, config, "committer", time);
    if (author.isPresent() && committer.isPresent()) {
      return new Identity(author.get(), committer.get(), List.of());
    }
    var madeUp = madeUp(host, time);
    var note =
        "committed as %s, as git knows no user.name and user.email here".formatted(madeUp.words());
    return new Identity(author.orElse(madeUp), committer.orElse(madeUp), List.of(note));
  }

  /// For git's own commands.
  Map<String, String> env() {
    var env = new HashMap<>(author.env("AUTHOR"));
    env.putAll(committer.env("COMMITTER"));
    return env;
  }

  /// `Name <email>` of the author.
  String words() {
    return author.words();
  }

  private static Optional<Person> find(
      Host host, GitConfig config, String role, ZonedDateTime time) {
    var prefix = "GIT_" + role.toUpperCase(java.util.Locale.ROOT);
    var name =
        first(host.env(prefix + "_NAME"), config.get(role, "name"), config.get("user", "name"));
    var email =
        first(
            host.env(prefix + "_EMAIL"),
            config.get(role, "email"),
            config.get("user", "email"),
            host.env("EMAIL"));
    return name.flatMap(n -> email.map(e -> new Person(n, e, time)));
  }

  @SafeVarargs
  private static Optional<String> first(Optional<String>... candidates) {
    return Stream.of(candidates)
        .flatMap(Optional::stream)
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  private static Person madeUp(Host host, ZonedDateTime time) {
    if (Stream.of("CI", "GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL", "TF_BUILD")
        .allMatch(name -> host.env(name).isEmpty())) {
      throw new Failure(
          Kind.USAGE,
          "git does not know who you are: user.name or user.email is not set",
          "git config --global user.name \"Your Name\" && git config --global user.email"
              + " you@example.com");
    }
    return host.env("GITHUB_ACTOR")
        .map(actor -> new Person(actor, actor + "@users.noreply.github.com", time))
        .or(() ->
            host.env("GITLAB_USER_NAME")
                .flatMap(name ->
                    host.env("GITLAB_USER_EMAIL").map(mail -> new Person(name, mail, time))))
        .orElse(new Person("belay", "belay@localhost", time));
  }
}
