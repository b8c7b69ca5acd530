package belay.git.cache;

import belay.failure.Failure;
import belay.git.object.LocalRepository;
import belay.git.run.Deadline;
import belay.git.run.Git;
import belay.git.run.GitFailures;
import belay.git.run.GitTrouble;
import belay.git.run.Refs;
import belay.git.transport.GitTransport;
import belay.git.transport.PushReply;
import belay.git.transport.Remote;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Brings branches of a remote into its cache. To be used by whoever holds its lock.
final class CachedRemote {
  private static final String TRACKING = "refs/remotes/origin/";
  private static final int LOOK_FARTHER = 16;
  private static final int LAST_LOOK = 1 << 20;

  private final GitTransport transport;
  private final Remote remote;
  private final Cache cache;

  CachedRemote(GitTransport transport, Remote remote, Cache cache) {
    this.transport = transport;
    this.remote = remote;
    this.cache = cache;
  }

  /// A branch by its short name, and where it is.
  record Found(String branch, String tip) {}

  /// How much of the history is wanted.
  enum History {
    /// The newest commit will do.
    TIP,
    WHOLE
  }

  private LocalRepository repository() {
    return cache.repository();
  }

  private Git git() {
    return repository().git();
  }

  /// Where a branch was when it was last fetched or pushed.
  Optional<String> known(String branch) throws IOException {
    return cache.isMade() ? repository().ref(TRACKING + branch) : Optional.empty();
  }

  /// @param branch the branch; empty for the one that the remote's `HEAD` names
  Found fetch(Optional<String> branch, History history, Deadline deadline) throws IOException {
    cache.tidy();
    if (!cache.isMade()) {
      return first(branch, history, deadline);
    }
    if (history == History.TIP && cache.isShallow()) {
      return newest(branch, deadline);
    }
    var name = branch.isPresent() ? branch.get() : usual(deadline);
    var unshallow = cache.isShallow() ? List.of("--unshallow") : List.<String>of();
    return new Found(name, fetched(name, unshallow, deadline));
  }

  /// The remote is cloned: that alone tells in one go which branch it means, and what its objects
  /// are named by.
  private Found first(Optional<String> branch, History history, Deadline deadline)
      throws IOException {
    var head =
        cache.make((root, folder) -> {
          var git = Git.in(cache.host(), root).with(List.of("-c", "core.hooksPath=/dev/null"));
          var command =
              new ArrayList<>(
                  List.of(
                      "clone",
                      "--bare",
                      "--progress",
                      "--no-tags",
                      "--single-branch",
                      "--template="));
          command.addAll(depth(history));
          branch.ifPresent(name -> command.addAll(List.of("--branch", name)));
          command.addAll(List.of("--", remote.address(), folder.toString()));
          var result = transport.talk(checked(git, history), remote.unnamed(), deadline, command);
          if (!result.ok() && result.err().contains("not found in upstream")) {
            throw noBranch(branch.orElse("HEAD"), deadline);
          }
          if (!result.ok()) {
            throw transport.trouble(git, remote, result);
          }
          return Files.readString(folder.resolve("HEAD")).strip();
        });
    var name =
        Optional.of(head)
            .filter(text -> text.startsWith(GitTransport.SYMBOLIC + Refs.HEADS))
            .map(text -> Refs.shortName(text.substring(GitTransport.SYMBOLIC.length())));
    var tip = name.isPresent() ? known(name.get()) : Optional.<String>empty();
    if (tip.isPresent()) {
      return new Found(name.get(), tip.get());
    }
    var usual = branch.isPresent() ? branch.get() : usual(deadline);
    return new Found(usual, fetched(usual, depth(history), deadline));
  }

  /// What a server sends is looked at closely where that is little.
  private static Git checked(Git git, History history) {
    return history == History.TIP ? git.with(List.of("-c", "fetch.fsckObjects=true")) : git;
  }

  private static List<String> depth(History history) {
    return history == History.TIP ? List.of("--depth=1") : List.of();
  }

  /// Asks first: what is here already is not fetched again.
  private Found newest(Optional<String> branch, Deadline deadline) throws IOException {
    var refs =
        transport.refs(
            git(), remote, deadline, List.of(branch.map(Refs.HEADS::concat).orElse("HEAD")));
    var name = branch.isPresent() ? branch.get() : named(refs, deadline);
    var tip =
        Optional.ofNullable(refs.get(Refs.HEADS + name))
            .or(() -> Optional.ofNullable(refs.get("HEAD")));
    return tip.isPresent() && known(name).equals(tip)
        ? new Found(name, tip.get())
        : new Found(name, fetched(name, List.of("--depth=1"), deadline));
  }

  /// The branch that the remote's `HEAD` names; in a repository with one branch, that one is meant,
  /// though nobody may have pushed the other.
  private String usual(Deadline deadline) throws IOException {
    return named(transport.refs(git(), remote, deadline, List.of("HEAD")), deadline);
  }

  private String named(Map<String, String> refs, Deadline deadline) throws IOException {
    var head = refs.getOrDefault(GitTransport.SYMBOLIC + "HEAD", "");
    if (head.startsWith(Refs.HEADS)) {
      return Refs.shortName(head);
    }
    var branches = branches(deadline);
    if (branches.size() == 1) {
      return branches.getFirst();
    }
    var place = remote.url().toString();
    throw branches.isEmpty() ? GitFailures.noCommits(place) : GitFailures.noDefault(place);
  }

  private String fetched(String branch, List<String> options, Deadline deadline)
      throws IOException {
    var tip = find(branch, options, deadline);
    if (tip.isEmpty()) {
      throw noBranch(branch, deadline);
    }
    return tip.get();
  }

  /// Where a branch is, its newest commit fetched; empty where there is no such branch.
  Optional<String> find(String branch, List<String> options, Deadline deadline) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                "fetch",
                "--progress",
                "--no-tags",
                "--no-recurse-submodules",
                "--no-write-fetch-head"));
    command.addAll(options);
    command.add(remote.name());
    command.add("+%s%s:%s%s".formatted(Refs.HEADS, branch, TRACKING, branch));
    var result = transport.talk(git(), remote, deadline, command);
    if (result.ok() && GitTrouble.isDamage(result.err())) {
      throw GitTrouble.of(result);
    }
    if (result.ok()) {
      return Optional.of(
          known(branch).orElseThrow(() -> GitTrouble.said("bad ref " + TRACKING + branch)));
    }
    if (result.err().toLowerCase(Locale.ROOT).contains("couldn't find remote ref")) {
      return Optional.empty();
    }
    throw transport.trouble(git(), remote, result);
  }

  /// The same, as deep as the cache is.
  Optional<String> find(String branch, Deadline deadline) throws IOException {
    return find(branch, cache.isShallow() ? List.of("--depth=1") : List.of(), deadline);
  }

  /// The commit that a branch, a tag or an id stands for, fetched where it is not here.
  Optional<String> revision(String name, Deadline deadline) throws IOException {
    if (Refs.isId(name)) {
      return fetchedObject(name, name, deadline);
    }
    var tag = "refs/tags/" + name;
    var refs =
        transport.refs(git(), remote, deadline, List.of(Refs.HEADS + name, tag, tag + "^{}"));
    if (refs.containsKey(Refs.HEADS + name)) {
      return find(name, deadline);
    }
    var id = refs.getOrDefault(tag + "^{}", refs.getOrDefault(tag, ""));
    return id.isEmpty() ? Optional.empty() : fetchedObject(tag, id, deadline);
  }

  private Optional<String> fetchedObject(String ref, String id, Deadline deadline)
      throws IOException {
    if (!repository().objects().has(id)) {
      var command =
          List.of("fetch", "--no-tags", "--depth=1", "--no-write-fetch-head", remote.name(), ref);
      var result = transport.talk(git(), remote, deadline, command);
      if (!result.ok()) {
        throw transport.trouble(git(), remote, result);
      }
    }
    return Optional.of(id).filter(repository().objects()::has);
  }

  PushReply push(String branch, String expected, String commit, Deadline deadline)
      throws IOException {
    return transport.push(git(), remote, Refs.HEADS + branch, expected, commit, deadline);
  }

  private Failure noBranch(String branch, Deadline deadline) throws IOException {
    var place = remote.url().toString();
    return GitFailures.noBranch(
        branch, place, branches(deadline), "git ls-remote --heads " + place);
  }

  /// Every branch of the remote.
  List<String> branches(Deadline deadline) throws IOException {
    var anywhere = Git.in(cache.host(), cache.host().cwd());
    return transport.refs(anywhere, remote, deadline, List.of()).keySet().stream()
        .filter(name -> name.startsWith(Refs.HEADS))
        .map(Refs::shortName)
        .sorted()
        .toList();
  }

  /// Whether the branch has the commit by now, looking back as far as needed.
  boolean holds(String branch, String commit, Deadline deadline) throws IOException {
    for (var depth = LOOK_FARTHER; ; depth *= LOOK_FARTHER) {
      var options = cache.isShallow() ? List.of("--depth=" + depth) : List.<String>of();
      var tip = find(branch, options, deadline);
      if (tip.isPresent() && repository().isAncestor(commit, tip.get())) {
        return true;
      }
      if (tip.isEmpty()
          || depth > LAST_LOOK
          || !cache.isShallow()
          || hasParent(commit, tip.get())) {
        return false;
      }
    }
  }

  /// A tip that has the parent of a commit and not the commit never had it. A commit at the edge of
  /// a shallow cache shows no parent.
  private boolean hasParent(String commit, String tip) throws IOException {
    var parent = git().run("rev-parse", "--verify", "-q", commit + "^");
    return parent.ok() && repository().isAncestor(parent.line(), tip);
  }
}
