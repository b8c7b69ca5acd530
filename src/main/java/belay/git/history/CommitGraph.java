package belay.git.history;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;

/// The commits of a branch, and its main line among them: the commits that the branch itself was
/// at, as against those that came in by merges. Commits have numbers: those that landed first come
/// first, and those that a merge brought stand right before it. Immutable once it is built.
///
/// @param ids what the commits are called
/// @param seconds when each was committed
/// @param landings the place on the main line that brought each
/// @param parents the numbers of all parents, those of one commit after those of the other
/// @param parentEnds where each commit's parents end among them
/// @param line the numbers of the main line's commits, the oldest first
record CommitGraph(
    IdColumn ids,
    LongColumn seconds,
    IntColumn landings,
    IntColumn parents,
    IntColumn parentEnds,
    IntColumn line) {
  static CommitGraph empty(int width) {
    return new CommitGraph(
        new IdColumn(width, new ByteColumn()),
        new LongColumn(),
        new IntColumn(),
        new IntColumn(),
        new IntColumn(),
        new IntColumn());
  }

  /// The history up to a place of the main line, to be gone on with.
  CommitGraph first(int places) {
    var count = places == 0 ? 0 : line.get(places - 1) + 1;
    return new CommitGraph(
        ids.first(count),
        seconds.first(count),
        landings.first(count),
        parents.first(count == 0 ? 0 : parentEnds.get(count - 1)),
        parentEnds.first(count),
        line.first(places));
  }

  int size() {
    return ids.size();
  }

  /// How many commits the main line has.
  int places() {
    return line.size();
  }

  /// The name of the commit at a place of the main line, counted from the oldest.
  String at(int place) {
    return ids.hex(line.get(place));
  }

  /// Whether a commit is the newest one.
  boolean endsWith(String tip) {
    return places() > 0 && at(places() - 1).equals(tip);
  }

  /// Whether a commit is on the main line.
  boolean isOnLine(int commit) {
    return line.get(landings.get(commit)) == commit;
  }

  int[] parents(int commit) {
    var from = commit == 0 ? 0 : parentEnds.get(commit - 1);
    return IntStream.range(from, parentEnds.get(commit)).map(parents::get).toArray();
  }

  /// A commit's number by its full name.
  Optional<Integer> find(String id) {
    return Optional.of(ids.find(id)).filter(found -> found != IdColumn.NOWHERE);
  }

  static CommitGraph load(ColumnFile.Reader file) throws IOException {
    return new CommitGraph(
        new IdColumn(file.ints()[0], ByteColumn.of(file.bytes())),
        LongColumn.of(file.longs()),
        IntColumn.of(file.ints()),
        IntColumn.of(file.ints()),
        IntColumn.of(file.ints()),
        IntColumn.of(file.ints()));
  }

  ColumnFile.Writer save(ColumnFile.Writer file) {
    return file.ints(ids.width())
        .bytes(ids.bytes().buffer())
        .longs(seconds.toArray())
        .ints(landings.toArray())
        .ints(parents.toArray())
        .ints(parentEnds.toArray())
        .ints(line.toArray());
  }
}
