package belay.layout.tar;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.layout.tree.Content;
import belay.layout.tree.FileTree;
import belay.layout.tree.RangeStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An archive, read where it lies: nothing is extracted.
public final class TarTree implements FileTree {
  private static final int LONGEST_CHAIN = 16;
  private static final int SAMPLE = 5;

  private final ArchiveFile archive;
  private final Map<String, TarEntry> entries;

  public TarTree(ArchiveFile archive) {
    this.archive = archive;
    this.entries = TarWalk.entries(archive);
  }

  @Override
  public String where() {
    return archive.where();
  }

  @Override
  public Optional<Content> find(String path) {
    var name = path;
    for (var i = 0; i < LONGEST_CHAIN; i++) {
      switch (entries.get(name)) {
        case TarEntry.Regular file -> {
          return Optional.of(new InArchive(archive, path, file));
        }
        case TarEntry.Link link -> name = link.target();
        case TarEntry.Other() -> throw notAFile(path);
        case null -> {
          return Optional.empty();
        }
      }
    }
    throw notAFile(path);
  }

  private Failure notAFile(String path) {
    return new Failure(
        Kind.REFUSED,
        "%s in \"%s\" is not a file".formatted(path, where()),
        "build the archive again");
  }

  @Override
  public List<String> sample() {
    return entries.keySet().stream().limit(SAMPLE).toList();
  }

  @Override
  public void close() {
    archive.close();
  }

  private record InArchive(ArchiveFile archive, String name, TarEntry.Regular file)
      implements Content {
    @Override
    public long size() {
      return file.size();
    }

    @Override
    public InputStream from(long offset) {
      return new RangeStream(archive.channel(), file.position(), file.size(), offset);
    }
  }
}
