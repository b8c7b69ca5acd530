package belay.layout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// How bytes are compressed, told by the first of them: names of files lie.
enum Compression {
  GZIP("\u001f\u008b"),
  ZSTD("(\u00b5/\u00fd"),
  XZ("\u00fd7zXZ\0"),
  BZIP2("BZh"),
  LZ4("\u0004\"M\u0018"),
  NONE("");

  /// How many bytes `of` needs to see.
  static final int MAGIC_LENGTH = 6;

  private final String magic;

  Compression(String magic) {
    this.magic = magic;
  }

  static Compression of(byte[] start) {
    var text = new String(start, ISO_8859_1);
    for (var compression : values()) {
      if (text.startsWith(compression.magic)) {
        return compression;
      }
    }
    return NONE;
  }
}
