package belay.git.object;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.run.GitConfig;
import belay.git.run.GitFailures;
import belay.host.Host;
import belay.host.Interrupts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes commit objects of drafts, without a work tree. A commit that no branch names yet changes
/// nothing for anybody.
public final class CommitWriter {
  /// Never made: `fast-import` wants a name for what it builds.
  private static final String NO_REF = "refs/belay/none";

  private final Host host;
  private final GitConfig config;

  public CommitWriter(Host host, GitConfig config) {
    this.host = host;
    this.config = config;
  }

  /// Who commits, as `Name <email>`.
  public String author() {
    return Identity.of(host, config).words();
  }

  /// A commit and what is to be said about it.
  public record Written(String id, List<String> notes) {}

  /// Writes a draft of what a commit holds; empty when it changes nothing there.
  ///
  /// @param from the commit; [Refs#NOTHING] in a repository without one
  public Optional<Written> write(
      LocalRepository repository, String from, List<String> parents, Draft draft)
      throws IOException {
    var base = Optional.of(from).filter(id -> !id.isEmpty());
    var edit = TreeEdit.of(new Contents(repository), base, draft.files());
    if (edit.isEmpty()) {
      return Optional.empty();
    }
    var identity = Identity.of(host, config);
    var id = imported(repository, identity, base, parents, draft, edit.get());
    return Optional.of(
        new Written(
            config.isTrue("commit", "gpgSign")
                ? signed(repository, identity, id, parents, draft.message())
                : id,
            identity.notes()));
  }

  /// An interrupt waits until it is done: of half its input git would make the ref.
  private static String imported(
      LocalRepository repository,
      Identity identity,
      Optional<String> base,
      List<String> parents,
      Draft draft,
      List<TreeEdit.Change> changes)
      throws IOException {
    var stream = new ByteArrayOutputStream();
    line(stream, "commit " + NO_REF);
    line(stream, "mark :1");
    line(stream, "author %s %s".formatted(identity.author().words(), identity.author().date()));
    line(
        stream,
        "committer %s %s".formatted(identity.committer().words(), identity.committer().date()));
    data(stream, text(draft.message()));
    var first = parents.stream().findFirst();
    first.ifPresent(parent -> line(stream, "from " + parent));
    parents.stream().skip(1).forEach(parent -> line(stream, "merge " + parent));
    if (!base.equals(first)) {
      line(stream, "M 040000 %s \"\"".formatted(new Contents(repository).tree(base.orElseThrow())));
    }
    for (var change : changes) {
      line(stream, "M %s inline %s".formatted(change.mode(), quoted(change.path())));
      data(stream, draft.files().getOrDefault(change.path(), new byte[0]));
    }
    line(stream, "get-mark :1");
    line(stream, "reset " + NO_REF);
    line(stream, "from " + "0".repeat(base.map(String::length).orElse(40)));
    line(stream, "");
    var command = List.of("fast-import", "--quiet", "--date-format=raw");
    try (var _ = Interrupts.whole()) {
      return repository.git().run(stream.toByteArray(), command).orThrow().line();
    }
  }

  private static byte[] text(String message) {
    return (message.stripTrailing() + "\n").getBytes(UTF_8);
  }

  private static void line(ByteArrayOutputStream stream, String text) {
    stream.writeBytes((text + "\n").getBytes(UTF_8));
  }

  private static void data(ByteArrayOutputStream stream, byte[] bytes) {
    line(stream, "data " + bytes.length);
    stream.writeBytes(bytes);
    line(stream, "");
  }

  private static String quoted(String path) {
    return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /// The same commit by git's own signing, with the user's keys and program.
  private String signed(
      LocalRepository repository,
      Identity identity,
      String unsigned,
      List<String> parents,
      String message)
      throws IOException {
    var command = new ArrayList<>(List.of("commit-tree", "-S"));
    parents.forEach(parent -> command.addAll(List.of("-p", parent)));
    command.add(new Contents(repository).tree(unsigned));
    var result = repository.git().with(identity.env()).run(text(message), command);
    if (result.ok()) {
      return result.line();
    }
    throw GitFailures.because(
        new Failure(
            Kind.REFUSED,
            "the commit could not be signed by %s, and commit.gpgSign asks for it"
                .formatted(program()),
            "make it sign (git commit -S tells the same), or: git config commit.gpgSign false"),
        result.err().isBlank() ? program() + " gave no reason" : result.err());
  }

  private String program() {
    var format = config.get("gpg", "format").orElse("openpgp");
    return config
        .get("gpg", Optional.of(format), "program")
        .or(() -> config.get("gpg", "program").filter(_ -> format.equals("openpgp")))
        .orElse(
            switch (format) {
              case "ssh" -> "ssh-keygen";
              case "x509" -> "gpgsm";
              default -> "gpg";
            });
  }
}
