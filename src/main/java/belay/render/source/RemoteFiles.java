package belay.render.source;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.git.location.GitSettings;
import belay.helm.Helm;
import belay.host.Host;
import belay.host.Log;
import belay.render.tree.SourceTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Repositories and charts elsewhere, each revision fetched once and kept in the user's cache. Safe
/// for use by several threads.
public final class RemoteFiles implements LocalFiles.Elsewhere, AutoCloseable {
  private final Host host;
  private final Log log;
  private final Supplier<Helm> helm;
  private final Duration timeout;
  private final Map<String, Fetched> known = new ConcurrentHashMap<>();

  /// @param helm pulls packaged charts; found when it is first needed
  public RemoteFiles(Host host, Log log, Supplier<Helm> helm, Duration timeout) {
    this.host = host;
    this.log = log;
    this.helm = helm;
    this.timeout = timeout;
  }

  /// What came of a fetch, which is not tried again: a server that does not answer is waited for
  /// once, however many Applications ask.
  private sealed interface Fetched {
    record There(SourceTree tree) implements Fetched {}

    record Missing(Failure why) implements Fetched {}
  }

  private SourceTree once(String key, Supplier<SourceTree> fetch) {
    var fetched = known.computeIfAbsent(key, _ -> tried(fetch));
    return switch (fetched) {
      case Fetched.There(var tree) -> tree;
      case Fetched.Missing(var why) -> throw why;
    };
  }

  private static Fetched tried(Supplier<SourceTree> fetch) {
    try {
      return new Fetched.There(fetch.get());
    } catch (Failure e) {
      return new Fetched.Missing(e);
    }
  }

  @Override
  public SourceTree git(String repository, String revision) {
    return once(
        "git %s %s".formatted(RepositoryAddress.normalized(repository), revision),
        () -> fetchGit(repository, revision));
  }

  private SourceTree fetchGit(String repository, String revision) {
    if (repository.isBlank()) {
      throw new Failure(Kind.USAGE, "the source names no repository", "add repoURL to it");
    }
    log.explain(() -> "reading %s at %s".formatted(repository, name(revision)));
    var settings = GitSettings.of(repository).withPush(false).withTimeout(timeout);
    try (var repo = GitRepo.open(host, log, settings)) {
      var commit =
          name(revision).equals("HEAD")
              ? repo.tip().id()
              : repo.revision(revision)
                  .orElseThrow(() ->
                      new Failure(
                          Kind.NOT_FOUND,
                          "no branch, tag or commit \"%s\" in %s".formatted(revision, repository),
                          "list them: git ls-remote %s".formatted(repository)));
      return SourceTree.ofCommit(repo, commit, repository);
    } catch (Failure e) {
      throw e.kind() == Kind.UNREACHABLE ? maybeHere(repository, e) : e;
    }
  }

  /// A new repository is often named by an address that it does not have yet.
  private static Failure maybeHere(String repository, Failure e) {
    var failure =
        new Failure(
            e.kind(),
            e.what(),
            "%s; where it is this repository, say so in belay.yaml: argocd: {repository: %s}"
                .formatted(e.help(), repository));
    for (var cause : e.causes()) {
      failure = failure.because(cause);
    }
    return failure;
  }

  private static String name(String revision) {
    return revision.isEmpty() ? "HEAD" : revision;
  }

  @Override
  public SourceTree chart(String repository, String chart, String version) {
    return once(
        "chart %s %s %s".formatted(repository, chart, version),
        () -> fetchChart(repository, chart, version));
  }

  private SourceTree fetchChart(String repository, String chart, String version) {
    log.explain(() -> "fetching the chart %s %s of %s".formatted(chart, version, repository));
    Path folder =
        new ChartCache(host.cache().resolve("charts"), helm.get())
            .folder(repository, chart, version);
    return SourceTree.ofFolder(folder, "%s %s".formatted(repository, chart), version);
  }

  @Override
  public void close() {
    for (var fetched : known.values()) {
      if (fetched instanceof Fetched.There(var tree)) {
        tree.close();
      }
    }
  }
}
