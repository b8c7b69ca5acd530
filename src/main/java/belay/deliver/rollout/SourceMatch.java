package belay.deliver.rollout;

import belay.argocd.AppSource;
import belay.argocd.Comparison;
import belay.deliver.policy.Violations;
import belay.failure.Failure;
import belay.git.GitRepo;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which sources of an Application are a branch of this repository.
///
/// @param commit the commit that the branch has
record SourceMatch(GitRepo repo, String commit) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /// Those sources; what speaks against a sync of them is added.
  List<AppSource> of(Comparison app, Violations violations) {
    var name = app.state().name();
    if (app.hydrated()) {
      violations.add(
          "\"%s\" is synced from a branch of rendered manifests, which has commits of its own"
              .formatted(name),
          "argocd app sync " + name);
      return List.of();
    }
    var ours = app.sources().stream().filter(source -> !source.chart() && isOurs(source)).toList();
    if (ours.isEmpty()) {
      violations.add(
          "\"%s\" takes nothing from this repository%s, but from %s"
              .formatted(
                  name,
                  repo.url().map(" "::concat).orElse(""),
                  app.sources().stream().map(AppSource::url).collect(Collectors.joining(", "))),
          "pass the repository that it names: belay sync -R URL");
    }
    ours.stream()
        .filter(source -> !isOurBranch(source.target()))
        .findFirst()
        .ifPresent(source ->
            violations.add(
                "\"%s\" follows %s of this repository, not %s"
                    .formatted(name, source.target(), repo.branch()),
                "pass --branch %s, or write targetRevision: %s into its Application"
                    .formatted(source.target(), repo.branch())));
    return ours;
  }

  /// By its address, or by a commit that it was compared at: others may know it by another address.
  private boolean isOurs(AppSource source) {
    return repo.url().filter(url -> plain(url).equals(plain(source.url()))).isPresent()
        || (COMMIT.matcher(source.revision()).matches() && has(source.revision()));
  }

  private boolean has(String revision) {
    try {
      return revision.equals(commit) || repo.contains(commit, revision);
    } catch (Failure unknown) {
      return false;
    }
  }

  private boolean isOurBranch(String target) {
    return target.equals("HEAD") || target.replaceFirst("^refs/heads/", "").equals(repo.branch());
  }

  /// Host and path, however the repository is spoken to.
  static String plain(String url) {
    return url.toLowerCase(Locale.ROOT)
        .replaceFirst("^[a-z+]+://", "")
        .replaceFirst("^[^/@]*@", "")
        .replaceFirst("^([^/:]+):(?:22|80|443)/", "$1/")
        .replaceFirst("^([^/:]+):(?![0-9]+/)", "$1/")
        .replaceFirst("/+$", "")
        .replaceFirst("\\.git$", "");
  }
}
