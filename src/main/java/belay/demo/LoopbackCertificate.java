package belay.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate for 127.0.0.1 and localhost, and the authority that signed it, made by the
/// runtime's own keytool for one run. One key is RSA, the other on a curve: the start-up cache is
/// trained on it, and servers have both.
///
/// @param context what a server shows it with
/// @param file the authority's certificate (PEM), for clients that are to trust it
public record LoopbackCertificate(SSLContext context, Path file) {
  private static final String NAME = "loopback";
  private static final String AUTHORITY = "authority";
  private static final String VARIABLE = "STORE_PASSWORD";
  private static final char[] PASSWORD = "loopback".toCharArray();
  private static final int SECONDS = 60;

  /// Makes one, with its key, in a folder.
  ///
  /// @throws UncheckedIOException where the runtime has no keytool, or it fails
  public static LoopbackCertificate make(Path folder) {
    try {
      Files.createDirectories(folder);
      var store = folder.resolve("loopback.p12");
      keytool(store, AUTHORITY, "-keyalg RSA -keysize 2048", "-ext", "bc:critical=ca:true");
      var names = "san=ip:127.0.0.1,dns:localhost";
      keytool(
          store,
          NAME,
          "-keyalg EC -groupname secp256r1 -sigalg SHA256withRSA",
          "-ext",
          names,
          "-signer",
          AUTHORITY);
      var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
      var file = folder.resolve("loopback.pem");
      var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
      var text = encoder.encodeToString(keys.getCertificate(AUTHORITY).getEncoded());
      Files.writeString(
          file,
          "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n".formatted(text),
          US_ASCII);
      keys.deleteEntry(AUTHORITY); // else its own certificate may be the one that is shown
      return new LoopbackCertificate(context(keys), file);
    } catch (IOException e) {
      throw new UncheckedIOException("making a certificate for 127.0.0.1", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate of the runtime's own tool", e);
    }
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  /// Makes a key and its certificate in a store.
  ///
  /// @param key its kind, as words
  private static void keytool(Path store, String name, String key, String... more)
      throws IOException {
    var program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var fixed = "-genkeypair -validity 2 -storetype PKCS12 -storepass:env";
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(List.of(fixed.split(" ")));
    words.addAll(List.of(VARIABLE, "-keystore", store.toString()));
    words.addAll(List.of("-alias", name, "-dname", "CN=" + name));
    words.addAll(List.of(key.split(" ")));
    words.addAll(List.of(more));
    var command = new ProcessBuilder(words);
    command.environment().put(VARIABLE, new String(PASSWORD));
    command.redirectErrorStream(true).redirectOutput(store.resolveSibling("keytool.log").toFile());
    var process = command.start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(program + " made no certificate");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
