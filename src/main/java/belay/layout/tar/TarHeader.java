package belay.layout.tar;

import java.util.Optional;

/// One header block of a tar (POSIX.1 pax interchange format, "ustar"; GNU tar's variant).
///
/// @param name the path, with ustar's prefix
/// @param type the type flag
/// @param size how many bytes follow in the archive
/// @param link for links: the target
public record TarHeader(String name, char type, long size, String link) {
  private static final int NAME = 0;
  private static final int SIZE = 124;
  private static final int CHECKSUM = 148;
  private static final int TYPE = 156;
  private static final int LINK = 157;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;

  /// Reads a block; empty where its checksum says that it is no header.
  public static Optional<TarHeader> read(TarBlock block) {
    if (block.number(CHECKSUM, 8).filter(sum -> isChecksum(block, sum)).isEmpty()) {
      return Optional.empty();
    }
    var type = (char) block.at(TYPE);
    var prefix = block.text(MAGIC, 6).equals("ustar") ? block.text(PREFIX, 155) : "";
    var name = block.text(NAME, 100);
    return block
        .number(SIZE, 12)
        .map(size ->
            new TarHeader(
                prefix.isEmpty() ? name : prefix + "/" + name, type, size, block.text(LINK, 100)));
  }

  /// Links, devices, directories and pipes have no data, whatever their size field says.
  boolean hasData() {
    return type < '1' || type > '6';
  }

  /// The sum of the header's bytes with blanks in place of the sum; very old programs summed signed
  /// bytes.
  private static boolean isChecksum(TarBlock block, long expected) {
    var unsigned = 0L;
    var signed = 0L;
    for (var i = 0; i < TarBlock.SIZE; i++) {
      int b = i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block.at(i);
      unsigned += b;
      signed += (byte) b;
    }
    return expected == unsigned || expected == signed;
  }
}
