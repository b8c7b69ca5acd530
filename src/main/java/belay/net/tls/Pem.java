package belay.net.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Certificates and private keys as files hold them (RFC 7468).
final class Pem {
  private static final int LONGEST = 4 << 20;
  private static final int MOST_FILES = 2000;
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private Pem() {}

  /// What stands between two lines with dashes, without its line breaks.
  record Block(String label, String content) {
    byte[] der() {
      return Base64.getMimeDecoder().decode(content);
    }
  }

  static List<X509Certificate> certificates(PemSource file) {
    try {
      var factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> certificates = new ArrayList<>();
      for (var block : encoded(file)) {
        certificates.add(certificate(factory, block));
      }
      return certificates;
    } catch (CertificateException e) {
      throw broken(file, e);
    }
  }

  static X509Certificate certificate(CertificateFactory factory, Block block)
      throws CertificateException {
    try {
      var der = new ByteArrayInputStream(block.der());
      return (X509Certificate) factory.generateCertificate(der);
    } catch (IllegalArgumentException e) {
      throw new CertificateException("not in Base64", e);
    }
  }

  /// The certificates of a file, unread.
  static List<Block> encoded(PemSource file) {
    return blocks(file).stream().filter(block -> block.label.endsWith("CERTIFICATE")).toList();
  }

  private static Failure broken(PemSource file, Exception cause) {
    return new Failure(
        Kind.USAGE,
        "a certificate in %s cannot be read".formatted(file),
        "openssl x509 -noout -text -in " + file,
        cause);
  }

  /// The certificates in all files of a folder, where other files may lie as well.
  static List<X509Certificate> certificatesBelow(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && Files.isReadable(file))
          .sorted()
          .limit(MOST_FILES)
          .flatMap(file -> certificates(new PemSource.File(file)).stream())
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new Failure(
          Kind.USAGE, "%s cannot be read".formatted(folder), "check that it is there and yours", e);
    }
  }

  /// The first private key: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC), not encrypted.
  static PrivateKey privateKey(PemSource file) {
    for (var block : blocks(file)) {
      if (block.label.endsWith("PRIVATE KEY")) {
        return pkcs8(block).flatMap(Pem::key).orElseThrow(() -> unreadable(file));
      }
    }
    throw unreadable(file);
  }

  private static Optional<byte[]> pkcs8(Block block) {
    if (block.content.contains("ENCRYPTED")) {
      return Optional.empty();
    }
    return switch (block.label) {
      case "PRIVATE KEY" -> Optional.of(block.der());
      case "RSA PRIVATE KEY" -> Optional.of(Der.rsaToPkcs8(block.der()));
      case "EC PRIVATE KEY" -> Der.ecToPkcs8(block.der());
      default -> Optional.empty();
    };
  }

  private static Optional<PrivateKey> key(byte[] pkcs8) {
    for (var algorithm : ALGORITHMS) {
      try {
        return Optional.of(
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
      } catch (GeneralSecurityException _) {
        // of another algorithm
      }
    }
    return Optional.empty();
  }

  private static List<Block> blocks(PemSource source) {
    // a switch over types takes 3 ms when it is first met
    return source instanceof PemSource.Inline inline
        ? blocks(inline.text())
        : blocks(((PemSource.File) source).path());
  }

  private static List<Block> blocks(Path file) {
    try (var in = Files.newInputStream(file)) {
      return blocks(new String(in.readNBytes(LONGEST), ISO_8859_1));
    } catch (IOException e) {
      throw new Failure(
          Kind.USAGE, "%s cannot be read".formatted(file), "check that it is there and yours", e);
    }
  }

  /// By hand: a bundle has 200 KB, over which a regular expression takes long at start-up.
  private static List<Block> blocks(String lines) {
    List<Block> blocks = new ArrayList<>();
    var text = lines.replace("\n", "").replace("\r", "");
    for (var at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
      var dashes = text.indexOf(DASHES, at + BEGIN.length());
      var label = dashes < 0 ? "" : text.substring(at + BEGIN.length(), dashes);
      var end = dashes < 0 ? -1 : text.indexOf("-----END " + label + DASHES, dashes);
      var next = text.indexOf('-', dashes + DASHES.length());
      if (end >= 0 && end == next) {
        blocks.add(new Block(label, text.substring(dashes + DASHES.length(), end)));
      }
    }
    return blocks;
  }

  private static Failure unreadable(PemSource file) {
    return new Failure(
        Kind.USAGE,
        "no private key that can be read in " + file,
        "openssl pkcs8 -topk8 -nocrypt -in %s -out key.pem".formatted(file));
  }
}
