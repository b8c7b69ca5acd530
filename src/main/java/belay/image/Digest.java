package belay.image;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// The name of content by its hash: `sha256:` and 64 hex digits, or `sha512:` and 128 (OCI image
/// specification, "Digests"). Lower case only.
///
/// @param algorithm the hash function
/// @param hex the hash, in lower-case hex
public record Digest(Algorithm algorithm, String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
  private static final Pattern ZEROS = Pattern.compile("0+");
  private static final int SHORT = 12;
  private static final int CHUNK = 1 << 16;

  public Digest {
    if (hex.length() != algorithm.hexLength || !HEX.matcher(hex).matches()) {
      throw malformed(algorithm.prefix() + hex);
    }
  }

  /// The hash functions that registries name content by.
  public enum Algorithm {
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128);

    private final String javaName;
    private final int hexLength;

    Algorithm(String javaName, int hexLength) {
      this.javaName = javaName;
      this.hexLength = hexLength;
    }

    /// `sha256:` or `sha512:`.
    public String prefix() {
      return name().toLowerCase(Locale.ROOT) + ":";
    }

    /// A fresh hash computation.
    public MessageDigest hash() {
      try {
        return MessageDigest.getInstance(javaName);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java runtime has " + javaName, e);
      }
    }

    /// The digest that a finished computation stands for.
    public Digest of(MessageDigest finished) {
      return new Digest(this, HexFormat.of().formatHex(finished.digest()));
    }
  }

  /// Reads `sha256:…` or `sha512:…`.
  ///
  /// @throws Failure (usage) for anything else
  public static Digest parse(String text) {
    for (var algorithm : Algorithm.values()) {
      if (text.startsWith(algorithm.prefix())) {
        return new Digest(algorithm, text.substring(algorithm.prefix().length()));
      }
    }
    throw malformed(text);
  }

  /// Whether `parse` would take the text.
  public static boolean isDigest(String text) {
    for (var algorithm : Algorithm.values()) {
      if (text.startsWith(algorithm.prefix())) {
        var hex = text.substring(algorithm.prefix().length());
        return hex.length() == algorithm.hexLength && HEX.matcher(hex).matches();
      }
    }
    return false;
  }

  /// The sha256 digest of these bytes.
  public static Digest of(byte[] content) {
    return of(Algorithm.SHA256, content);
  }

  /// The digest of these bytes by the function named.
  public static Digest of(Algorithm algorithm, byte[] content) {
    var hash = algorithm.hash();
    hash.update(content);
    return algorithm.of(hash);
  }

  /// Whether these bytes are what the digest names.
  public boolean names(byte[] content) {
    return of(algorithm, content).equals(this);
  }

  /// The digest of all that the stream gives, in constant memory; the stream is not closed.
  public static Digest of(Algorithm algorithm, InputStream content) throws IOException {
    var hash = algorithm.hash();
    var chunk = new byte[CHUNK];
    for (var n = content.read(chunk); n >= 0; n = content.read(chunk)) {
      hash.update(chunk, 0, n);
    }
    return algorithm.of(hash);
  }

  /// Whether no image can have it: zeros, or the digest of no bytes at all, as a script has it
  /// whose input was missing.
  public boolean isOfNothing() {
    return ZEROS.matcher(hex).matches() || names(new byte[0]);
  }

  /// `sha256:93b60ebb48f2`: enough for people to tell digests apart, never for machines.
  public String abbreviated() {
    return algorithm.prefix() + hex.substring(0, SHORT);
  }

  @Override
  public String toString() {
    return algorithm.prefix() + hex;
  }

  private static Failure malformed(String text) {
    return new Failure(
        Kind.USAGE,
        "not a digest: \"%s\"".formatted(text),
        "a digest is sha256: and 64 hex digits in lower case, or sha512: and 128; belay digest"
            + " IMAGE prints one");
  }
}
