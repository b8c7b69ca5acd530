package belay.deliver.model;

import belay.failure.Secrets;
import belay.host.Host;
import java.util.List;
import java.util.Optional;

/// Where a deployment comes from, for the commit's trailers.
///
/// @param revision the commit of the source code that the image was built from
/// @param run the URL of the CI run
public record Provenance(Optional<String> revision, Optional<String> run) {
  public Provenance {
    revision = revision.map(Provenance::line);
    run = run.map(Provenance::line);
  }

  /// Both stand in a commit's message, whose lines must not be theirs to make.
  private static String line(String text) {
    return Secrets.masked(text.replaceAll("\\p{Cntrl}+", " ").strip());
  }

  private static final List<String> REVISIONS =
      List.of(
          "GITHUB_SHA",
          "CI_COMMIT_SHA",
          "BUILDKITE_COMMIT",
          "CIRCLE_SHA1",
          "BITBUCKET_COMMIT",
          "BUILD_SOURCEVERSION",
          "GIT_COMMIT");
  private static final List<String> RUNS =
      List.of("CI_JOB_URL", "BUILDKITE_BUILD_URL", "CIRCLE_BUILD_URL", "BUILD_URL");

  /// What the environment variables of the usual CI systems say; an explicit revision wins.
  public static Provenance of(Host host, Optional<String> revision) {
    return new Provenance(revision.or(() -> first(host, REVISIONS)), run(host));
  }

  /// A revision only where it is told: what a CI system is at now is not what was built once.
  public static Provenance told(Host host, Optional<String> revision) {
    return new Provenance(revision, run(host));
  }

  private static Optional<String> run(Host host) {
    return host.env("GITHUB_RUN_ID")
        .map(id ->
            "%s/%s/actions/runs/%s"
                .formatted(
                    host.env("GITHUB_SERVER_URL").orElse("https://github.com"),
                    host.env("GITHUB_REPOSITORY").orElse(""),
                    id))
        .or(() -> first(host, RUNS));
  }

  private static Optional<String> first(Host host, List<String> names) {
    return names.stream().flatMap(name -> host.env(name).stream()).findFirst();
  }
}
