package belay.git.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.git.object.FileDelta;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which files each commit of a main line changed, as columns. Places are counted from the oldest
/// commit on; a step is a place where files differ. Whoever makes one adds to it; then it is only
/// read.
final class StepTable {
  /// How many hex digits of a digest are kept.
  static final int DIGITS = 16;

  private int covered;
  private IntColumn places = new IntColumn();
  private IntColumn fileEnds = new IntColumn();
  private IntColumn paths = new IntColumn();

  /// What the files' contents were called before the step, and after it; zeros where there was
  /// none.
  private IdColumn before;

  private IdColumn after;

  /// The beginnings of the digests that stand in a step's files, and the step of each.
  private LongColumn digests = new LongColumn();

  private IntColumn digestSteps = new IntColumn();

  /// Steps that may matter whatever the digest: some of their files were not looked into, or files
  /// came while others went.
  private IntColumn open = new IntColumn();

  private List<String> names = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /// An empty one.
  ///
  /// @param width how many bytes the name of a content has
  StepTable(int width) {
    this.before = new IdColumn(width, new ByteColumn());
    this.after = new IdColumn(width, new ByteColumn());
  }

  /// One step.
  ///
  /// @param place where it is
  /// @param files what differs
  /// @param digests the hex digits of the digests in these files, before or after
  /// @param open whether it may matter whatever the digest
  record Row(int place, List<FileDelta> files, Collection<String> digests, boolean open) {}

  /// How many places were looked at.
  int covered() {
    return covered;
  }

  /// The same up to a place, to be added to.
  StepTable first(int upTo) {
    var first = new StepTable(before.width());
    var steps = places.find(upTo);
    var files = fileFrom(steps);
    first.covered = Math.min(covered, upTo);
    first.places = places.first(steps);
    first.fileEnds = fileEnds.first(steps);
    first.paths = paths.first(files);
    first.before = before.first(files);
    first.after = after.first(files);
    first.digests = digests.first(digestSteps.find(steps));
    first.digestSteps = digestSteps.first(digestSteps.find(steps));
    first.open = open.first(open.find(steps));
    names.forEach(first::number);
    return first;
  }

  private int number(String name) {
    return numbers.computeIfAbsent(
        name,
        _ -> {
          names.add(name);
          return names.size() - 1;
        });
  }

  /// Adds the steps of the places up to one, ascending.
  void add(List<Row> rows, int upTo) {
    for (var row : rows) {
      var step = places.size();
      places.add(row.place);
      for (var file : row.files) {
        paths.add(number(file.path()));
        add(before, file.before());
        add(after, file.after());
      }
      fileEnds.add(paths.size());
      for (var digest : row.digests) {
        digests.add(beginning(digest));
        digestSteps.add(step);
      }
      if (row.open) {
        open.add(step);
      }
    }
    covered = upTo;
  }

  private static void add(IdColumn ids, Optional<String> id) {
    ids.bytes().addAll(id.map(IdColumn::parse).orElseGet(() -> new byte[ids.width()]));
  }

  private static long beginning(String digest) {
    var start = digest.substring(0, Math.min(DIGITS, digest.length()));
    return Long.parseUnsignedLong(start + "0".repeat(DIGITS - start.length()), 16);
  }

  /// The steps below a place, which end with the one that is given.
  int stepsBelow(int place) {
    return places.find(place);
  }

  int place(int step) {
    return places.get(step);
  }

  private int fileFrom(int step) {
    return step == 0 ? 0 : fileEnds.get(step - 1);
  }

  /// The steps that changed a file.
  ///
  /// @param wanted the file's paths
  BitSet changing(Collection<String> wanted) {
    var numbers = new BitSet();
    for (var i = 0; i < names.size(); i++) {
      numbers.set(i, wanted.contains(names.get(i)));
    }
    var steps = new BitSet();
    for (int step = 0, file = 0; step < places.size(); step++) {
      for (; file < fileEnds.get(step); file++) {
        if (numbers.get(paths.get(file))) {
          steps.set(step);
        }
      }
    }
    return steps;
  }

  /// All steps.
  BitSet all() {
    var steps = new BitSet();
    steps.set(0, places.size());
    return steps;
  }

  /// The steps in whose files a digest may stand, before or after.
  ///
  /// @param start its first hex digits
  BitSet holding(String start) {
    var kept = Math.min(DIGITS, start.length());
    var mask = -1L << ((DIGITS - kept) * 4);
    var wanted = beginning(start) & mask;
    var steps = new BitSet();
    for (var i = 0; i < digests.size(); i++) {
      if ((digests.get(i) & mask) == wanted) {
        steps.set(digestSteps.get(i));
      }
    }
    for (var i = 0; i < open.size(); i++) {
      steps.set(open.get(i));
    }
    return steps;
  }

  /// What a step changed, in Git's order.
  ///
  /// @param wanted the paths to tell of; empty for all
  List<FileDelta> files(int step, Collection<String> wanted) {
    var files = new ArrayList<FileDelta>();
    for (var i = fileFrom(step); i < fileEnds.get(step); i++) {
      var path = names.get(paths.get(i));
      if (wanted.isEmpty() || wanted.contains(path)) {
        files.add(new FileDelta(path, id(before, i), id(after, i)));
      }
    }
    return files;
  }

  private static Optional<String> id(IdColumn ids, int file) {
    return ids.isNone(file) ? Optional.empty() : Optional.of(ids.hex(file));
  }

  static StepTable load(ColumnFile.Reader file) throws IOException {
    var head = file.ints();
    var table = new StepTable(head[0]);
    table.covered = head[1];
    table.places = IntColumn.of(file.ints());
    table.fileEnds = IntColumn.of(file.ints());
    table.paths = IntColumn.of(file.ints());
    table.before = new IdColumn(head[0], ByteColumn.of(file.bytes()));
    table.after = new IdColumn(head[0], ByteColumn.of(file.bytes()));
    table.digests = LongColumn.of(file.longs());
    table.digestSteps = IntColumn.of(file.ints());
    table.open = IntColumn.of(file.ints());
    var names = new String(file.bytes(), UTF_8);
    table.names = names.isEmpty() ? List.of() : List.of(names.split("\0"));
    return table;
  }

  void save(ColumnFile.Writer file) {
    file.ints(before.width(), covered)
        .ints(places.toArray())
        .ints(fileEnds.toArray())
        .ints(paths.toArray())
        .bytes(before.bytes().buffer())
        .bytes(after.bytes().buffer())
        .longs(digests.toArray())
        .ints(digestSteps.toArray())
        .ints(open.toArray())
        .text(String.join("\0", names));
  }
}
