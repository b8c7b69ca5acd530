package belay.layout.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.layout.tree.Damage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Finds out what an archive holds by going from header to header; data are passed over unread, so
/// an archive of many gigabytes takes milliseconds.
///
/// Written here as commons-compress 1.28's TarFile, which also seeks, reads extended headers of any
/// length into memory.
final class TarWalk {
  private static final int MOST_ENTRIES = 100_000;
  private static final int LONGEST_EXTENSION = 1 << 20;
  private static final int MOST_BLOCKS = 1 << 18;

  private final ArchiveFile archive;
  private final Map<String, TarEntry> entries = new LinkedHashMap<>();
  private int blocks;
  private PaxRecords global = PaxRecords.NONE;
  private PaxRecords pax = PaxRecords.NONE;
  private Optional<String> longName = Optional.empty();
  private Optional<String> longLink = Optional.empty();

  private TarWalk(ArchiveFile archive) {
    this.archive = archive;
  }

  /// The archive's entries by their normal paths; of several with one path the last counts, as for
  /// tar. Paths that lead out of the archive are left out: nothing here may be found under them.
  static Map<String, TarEntry> entries(ArchiveFile archive) {
    var walk = new TarWalk(archive);
    try {
      walk.walk();
    } catch (NumberFormatException | ArithmeticException e) {
      throw Damage.archive(archive.where(), "a header makes no sense: " + InWords.of(e));
    }
    return walk.entries;
  }

  /// What header blocks make us hold in memory is bounded with their number.
  private void count(long more) {
    blocks += (int) more;
    if (blocks > MOST_BLOCKS) {
      throw Damage.archive(archive.where(), "it has more headers than an image can have");
    }
  }

  private void walk() {
    var at = 0L;
    while (at < archive.size()) {
      count(1);
      var block = new TarBlock(archive.read(at, TarBlock.SIZE));
      if (block.isZero()) {
        return;
      }
      var header = TarHeader.read(block).orElseThrow(this::noHeader);
      at = entry(header, Math.addExact(at, TarBlock.SIZE));
    }
  }

  private Failure noHeader() {
    return Damage.archive(archive.where(), "what stands in place of a tar header is none");
  }

  /// @return the position of the next header
  private long entry(TarHeader header, long position) {
    switch (header.type()) {
      case 'x', 'X' -> pax = PaxRecords.parse(extension(header, position));
      case 'g' -> global = PaxRecords.parse(extension(header, position)).over(global);
      case 'L' -> longName = Optional.of(text(extension(header, position)));
      case 'K' -> longLink = Optional.of(text(extension(header, position)));
      default -> {
        return file(header, position);
      }
    }
    return next(position, header.size());
  }

  private byte[] extension(TarHeader header, long position) {
    if (header.size() > LONGEST_EXTENSION) {
      throw Damage.archive(
          archive.where(), "an extended header has %d bytes".formatted(header.size()));
    }
    count(header.size() / TarBlock.SIZE);
    return archive.read(position, (int) header.size());
  }

  private static String text(byte[] data) {
    var end = 0;
    while (end < data.length && data[end] != 0) {
      end++;
    }
    return new String(data, 0, end, UTF_8);
  }

  private long file(TarHeader header, long position) {
    var records = pax.over(global);
    var stored =
        header.hasData() ? records.get("size").map(Long::parseLong).orElse(header.size()) : 0L;
    if (header.type() == 'S' || records.isSparse()) {
      throw sparse(name(header, records));
    }
    if (stored > archive.size() - position) {
      throw archive.truncated();
    }
    var path = TarEntry.normal("", name(header, records));
    remember(
        path,
        switch (header.type()) {
          case '0', '\0', '7' -> new TarEntry.Regular(stored, position);
          case '1', '2' -> link(header, records, path.orElse(""));
          default -> new TarEntry.Other();
        });
    return next(position, stored);
  }

  private String name(TarHeader header, PaxRecords records) {
    return records
        .get("GNU.sparse.name")
        .or(() -> records.get("path"))
        .or(() -> longName)
        .orElse(header.name());
  }

  private Failure sparse(String name) {
    return new Failure(
        Kind.REFUSED,
        "%s in \"%s\" is a sparse file, without its holes".formatted(name, archive.where()),
        "make the archive again without --sparse (-S)");
  }

  /// A hard link's target is a path in the archive, a symbolic link's starts beside it.
  private TarEntry link(TarHeader header, PaxRecords records, String path) {
    var target = records.get("linkpath").or(() -> longLink).orElse(header.link());
    var slash = path.lastIndexOf('/');
    var base = header.type() == '1' || slash < 0 ? "" : path.substring(0, slash);
    return TarEntry.normal(base, target)
        .<TarEntry>map(TarEntry.Link::new)
        .orElseGet(TarEntry.Other::new);
  }

  private void remember(Optional<String> path, TarEntry entry) {
    if (path.isPresent()) {
      entries.remove(path.get());
      entries.put(path.get(), entry);
    }
    if (entries.size() > MOST_ENTRIES) {
      throw Damage.archive(archive.where(), "it has more files than an image can have");
    }
    pax = PaxRecords.NONE;
    longName = Optional.empty();
    longLink = Optional.empty();
  }

  private static long next(long position, long stored) {
    if (stored < 0) {
      throw new NumberFormatException("a size is negative");
    }
    var blocks = Math.ceilDiv(stored, TarBlock.SIZE);
    return Math.addExact(position, Math.multiplyExact(blocks, (long) TarBlock.SIZE));
  }
}
