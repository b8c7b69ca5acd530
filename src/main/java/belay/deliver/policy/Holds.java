package belay.deliver.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.deliver.model.FileChange;
import belay.failure.Suggest;
import belay.git.GitRepo;
import belay.image.Digest;
import belay.yaml.edit.RecordFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The holds of a repository at a commit: the list in `.belay/holds.yaml`. It is edited byte by
/// byte, as people comment it and may write entries themselves; `digest` is all that one needs.
public final class Holds {
  static final String FILE = ".belay/holds.yaml";

  private static final String KEY = "holds";
  private static final List<String> KEYS =
      List.of("digest", "service", "environment", "scope", "by", "at", "reason");
  private static final String HEADER =
      """
      # Digests that are not to be deployed. belay hold and belay rollback add them, belay release
      # takes them out again; entries may be written by hand as well.
      """;

  private final Optional<byte[]> before;
  private final RecordFile file;
  private final List<Hold> holds;

  private Holds(Optional<byte[]> before, RecordFile file) {
    this.before = before;
    this.file = file;
    this.holds = file.records().stream().map(item -> hold(file, item)).toList();
  }

  /// The holds at a commit.
  public static Holds at(GitRepo repo, String commit) {
    return read(repo.read(commit, FILE));
  }

  static Holds read(Optional<byte[]> bytes) {
    return new Holds(
        bytes, RecordFile.parse(FILE, bytes.orElseGet(() -> HEADER.getBytes(UTF_8)), KEY));
  }

  private static Hold hold(RecordFile file, RecordFile.Item item) {
    for (var key : item.fields().keySet()) {
      if (!KEYS.contains(key)) {
        throw file.failure(
            item,
            "no key \"%s\" in a hold%s".formatted(key, Suggest.hint(key, KEYS)),
            "the keys here are " + String.join(", ", KEYS));
      }
    }
    var digest = text(item, "digest");
    if (digest.filter(Digest::isDigest).isEmpty()) {
      throw file.failure(
          item,
          "a hold without a digest%s".formatted(digest.map(d -> ": \"" + d + "\"").orElse("")),
          "write digest: sha256:... in full");
    }
    return new Hold(
        Digest.parse(digest.get()),
        text(item, "service"),
        text(item, "environment"),
        scope(file, item),
        text(item, "by"),
        text(item, "at").map(at -> instant(file, item, at)),
        text(item, "reason"));
  }

  private static Optional<String> text(RecordFile.Item item, String key) {
    return Optional.ofNullable(item.fields().get(key)).filter(value -> !value.isBlank());
  }

  private static Hold.Scope scope(RecordFile file, RecordFile.Item item) {
    var scope = text(item, "scope").orElse(Hold.Scope.EVERYWHERE.toString());
    if (scope.equals(Hold.Scope.EVERYWHERE.toString())) {
      return Hold.Scope.EVERYWHERE;
    }
    if (!scope.equals(Hold.Scope.ENVIRONMENT.toString()) || text(item, "environment").isEmpty()) {
      throw file.failure(
          item,
          scope.equals(Hold.Scope.ENVIRONMENT.toString())
              ? "a hold for an environment that it does not name"
              : "no scope \"%s\"".formatted(scope),
          "write environment: and its name and scope: environment, or no scope: everywhere");
    }
    return Hold.Scope.ENVIRONMENT;
  }

  private static Instant instant(RecordFile file, RecordFile.Item item, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw file.failure(
          item, "not a time: \"%s\"".formatted(text), "write it as 2026-11-25T10:30:00Z");
    }
  }

  /// All holds, in the file's order.
  public List<Hold> all() {
    return holds;
  }

  /// The hold that stops a service from getting a digest in an environment, if there is one.
  public Optional<Hold> on(String service, String environment, Digest digest) {
    return holds.stream().filter(hold -> hold.stops(service, environment, digest)).findFirst();
  }

  /// The hold that makes another one needless, if there is one.
  public Optional<Hold> covering(Hold other) {
    return holds.stream().filter(hold -> hold.covers(other)).findFirst();
  }

  /// These with more.
  public Holds with(List<Hold> more) {
    var edited = file;
    for (var hold : more) {
      edited = edited.add(hold.fields());
    }
    return new Holds(before, edited);
  }

  /// These without some.
  public Holds without(List<Hold> lifted) {
    List<Integer> positions = new ArrayList<>();
    for (var i = 0; i < holds.size(); i++) {
      if (lifted.contains(holds.get(i))) {
        positions.add(i);
      }
    }
    return new Holds(before, file.remove(positions));
  }

  /// How the file changes, if it does.
  public Map<String, FileChange> changes() {
    var change = new FileChange(before, file.bytes());
    var asBefore = before.isEmpty() && holds.isEmpty();
    return change.changes() && !asBefore ? Map.of(FILE, change) : Map.of();
  }
}
