package belay.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;

/// The packs of a repository, for reading very many objects that are much alike.
///
/// JGit rebuilds an object's whole chain of deltas where the object before it was not kept as a
/// base: 0.5 ms for each version of a folder of 2,500 files, so a minute for 100,000 commits. The
/// reader here keeps every link, and takes 20 µs. It reads only what is in packs; all else, and
/// whatever looks odd, is left to JGit.
final class PackStore {
  private static final int MOST_PACKS = 1000;
  private static final int MOST_ALTERNATES = 16;

  private final Repository repository;
  private final List<Pack> packs;
  private final Deque<PackReader> idle = new ArrayDeque<>();

  private PackStore(Repository repository, List<Pack> packs) {
    this.repository = repository;
    this.packs = packs;
  }

  static PackStore open(Repository repository) throws IOException {
    var packs = new ArrayList<Pack>();
    var objects = repository.getCommonDirectory().toPath().resolve("objects");
    add(packs, objects, new HashSet<>());
    return new PackStore(repository, List.copyOf(packs));
  }

  private static void add(List<Pack> packs, Path objects, Set<Path> seen) throws IOException {
    if (!seen.add(objects.normalize()) || seen.size() > MOST_ALTERNATES) {
      return;
    }
    var folder = objects.resolve("pack");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (var file : files.filter(f -> f.toString().endsWith(".idx")).sorted().toList()) {
          if (packs.size() < MOST_PACKS) {
            Pack.open(file).ifPresent(packs::add);
          }
        }
      }
    }
    var alternates = objects.resolve("info/alternates");
    if (Files.exists(alternates)) {
      for (var line : Files.readAllLines(alternates)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          add(packs, objects.resolve(line), seen);
        }
      }
    }
  }

  List<Pack> packs() {
    return packs;
  }

  Repository repository() {
    return repository;
  }

  /// Work that reads objects.
  interface Reading<T> {
    T with(PackReader reader) throws IOException;
  }

  /// Runs with a reader that nobody else uses meanwhile; what it remembers serves the next one.
  <T> T read(Reading<T> work) {
    var reader = take();
    try {
      return work.with(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      synchronized (idle) {
        idle.push(reader);
      }
    }
  }

  private PackReader take() {
    synchronized (idle) {
      var reader = idle.poll();
      return reader != null ? reader : new PackReader(this);
    }
  }
}
