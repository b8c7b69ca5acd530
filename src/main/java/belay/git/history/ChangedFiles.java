package belay.git.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import belay.git.object.DiffTree;
import belay.git.object.FileDelta;
import belay.git.object.ObjectReader;
import belay.git.run.Git;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Asks git which files the commits of a main line changed. Safe for use by several threads.
final class ChangedFiles {
  private static final int MOST_KNOWN = 1 << 18;
  private static final int DIGEST = 64;

  /// What values files end with, so that they are looked into for digests.
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private final Git git;
  private final CommitGraph graph;

  /// By a content, the digests in it: what one step leaves is what another one finds.
  private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

  ChangedFiles(Git git, CommitGraph graph) {
    this.git = git;
    this.graph = graph;
  }

  /// The steps from one place up to another.
  ///
  /// @param paths the files to look at; empty for all
  List<StepTable.Row> rows(int from, int to, Collection<String> paths) throws IOException {
    var rows = new ArrayList<StepTable.Row>();
    try (var diff = new DiffTree(git, paths)) {
      diff.each(
          IntStream.range(from, to).mapToObj(this::pair).toList(),
          (number, files) -> {
            if (!files.isEmpty()) {
              rows.add(new StepTable.Row(from + number, files, Set.of(), true));
            }
          });
    }
    return rows;
  }

  /// The commit at a place and the one before it.
  DiffTree.Pair pair(int place) {
    var before = place > 0 ? Optional.of(graph.at(place - 1)) : Optional.<String>empty();
    return new DiffTree.Pair(before, graph.at(place));
  }

  /// The same for all files, with the digests that stand in them.
  List<StepTable.Row> rowsWithDigests(int from, int to) throws IOException {
    var rows = rows(from, to, List.of());
    read(rows);
    return rows.stream().map(this::withDigests).toList();
  }

  private void read(List<StepTable.Row> rows) throws IOException {
    if (known.size() > MOST_KNOWN) {
      known.clear();
    }
    var unknown = new LinkedHashSet<String>();
    for (var row : rows) {
      row.files().stream()
          .filter(ChangedFiles::isText)
          .flatMap(ChangedFiles::contents)
          .filter(content -> !known.containsKey(content))
          .forEach(unknown::add);
    }
    var ids = List.copyOf(unknown);
    try (var objects = new ObjectReader(git)) {
      objects.each(
          ids,
          (number, found) -> {
            if (!found.tooLarge()) {
              known.put(ids.get(number), digests(found.bytes()));
            }
          });
    }
  }

  private static boolean isText(FileDelta file) {
    return ENDINGS.stream().anyMatch(file.path()::endsWith);
  }

  private static Stream<String> contents(FileDelta file) {
    return Stream.concat(file.before().stream(), file.after().stream());
  }

  private StepTable.Row withDigests(StepTable.Row row) {
    var digests = new HashSet<String>();
    var open =
        row.files().stream().anyMatch(FileDelta::added)
            && row.files().stream().anyMatch(FileDelta::removed);
    for (var file : row.files()) {
      for (var content : contents(file).toList()) {
        var found = Optional.ofNullable(known.get(content));
        open |= !isText(file) || found.isEmpty();
        found.ifPresent(digests::addAll);
      }
    }
    return new StepTable.Row(row.place(), row.files(), digests, open);
  }

  /// The beginnings of all that may be a digest's hex digits.
  private static Set<String> digests(byte[] text) {
    var digests = new HashSet<String>();
    var start = 0;
    for (var i = 0; i <= text.length; i++) {
      if (i == text.length || !isHex(text[i])) {
        if (i - start >= DIGEST) {
          digests.add(new String(text, start, StepTable.DIGITS, US_ASCII));
        }
        start = i + 1;
      }
    }
    return digests;
  }

  private static boolean isHex(byte character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }
}
