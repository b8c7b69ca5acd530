package belay.git.worktree;

import belay.git.run.GitConfig;
import belay.git.run.GitUrl;
import belay.git.run.Refs;
import java.nio.file.Path;
import java.util.Optional;

/// Where a clone's branch is pushed to, and so fetched from.
///
/// @param remote the remote's name
/// @param fetch its URL for fetching
/// @param push its URL for pushing
/// @param branch the full name of the branch there
record Upstream(String remote, GitUrl fetch, GitUrl push, String branch) {
  /// As git decides: `pushRemote`, `remote.pushDefault`, the branch's remote, `origin`, the only
  /// remote; empty where there is none.
  static Optional<Upstream> of(GitConfig config, Path root, String branch) {
    var own = config.get("branch", Optional.of(branch), "remote").filter(name -> !name.equals("."));
    var remote =
        config
            .get("branch", Optional.of(branch), "pushRemote")
            .or(() -> config.get("remote", "pushDefault"))
            .or(() -> own)
            .or(() -> usual(config));
    return remote.flatMap(name -> of(config, root, branch, name, own.equals(remote)));
  }

  private static Optional<String> usual(GitConfig config) {
    var remotes =
        config.subsections("remote").stream()
            .filter(name -> config.get("remote", Optional.of(name), "url").isPresent())
            .toList();
    return remotes.contains("origin")
        ? Optional.of("origin")
        : remotes.stream().findFirst().filter(_ -> remotes.size() == 1);
  }

  private static Optional<Upstream> of(
      GitConfig config, Path root, String branch, String remote, boolean own) {
    var url = config.all("remote", remote, "url").stream().findFirst();
    if (url.isEmpty()) {
      return Optional.empty();
    }
    var push =
        config.all("remote", remote, "pushurl").stream()
            .findFirst()
            .map(config::rewritten)
            .orElseGet(() -> config.rewrittenForPush(url.get()));
    var there =
        config
            .get("branch", Optional.of(branch), "merge")
            .filter(_ -> own)
            .orElse(Refs.HEADS + branch);
    var fetch = located(root, config.rewritten(url.get()));
    return Optional.of(new Upstream(remote, fetch, located(root, push), there));
  }

  private static GitUrl located(Path root, String url) {
    return GitUrl.looksLikeOne(url) ? GitUrl.parse(url) : GitUrl.ofPath(root.resolve(url));
  }
}
