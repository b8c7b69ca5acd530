package belay.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Progress;
import belay.image.Repository;
import belay.peers.Certificates;
import belay.peers.DockerRegistry;
import belay.peers.Hosts;
import belay.peers.Lines;
import belay.peers.MutualTlsServer;
import belay.registry.push.Push;
import belay.registry.push.Pushed;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates of an own authority, towards distribution 2.8 and a server that wants one of ours.
final class TlsTest {
  @TempDir private static Path shared;
  private static Certificates certificates;
  private static DockerRegistry server;
  @TempDir private Path home;

  @BeforeAll
  static void start() {
    certificates = Certificates.in(shared);
    server = DockerRegistry.withTls(certificates);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static final TestImage IMAGE = TestImage.of("linux/amd64", TestImage.layers(2, 1000, 1));

  private static Pushed push(Host host, RegistrySettings settings) {
    try (var registry = Registry.open(host, new Lines(), settings)) {
      var target = Repository.parse(server.address() + "/a");
      return registry.push(IMAGE, new Push(target, List.of("1")), Progress.none());
    }
  }

  private static RegistrySettings trusting(Path authority) {
    return new RegistrySettings(
        Set.of(), Optional.of(authority), Optional.empty(), Optional.empty(), 4);
  }

  @Test
  void aLoopbackRegistryThatSpeaksTlsIsUnderstood() {
    var pushed = push(Hosts.at(home), trusting(certificates.authority()));
    assertEquals(IMAGE.digest(), pushed.image().digest());
  }

  @Test
  void theFolderForCertificatesIsLookedInto() throws Exception {
    var folder = home.resolve(".config/containers/certs.d").resolve(server.address());
    Files.createDirectories(folder);
    Files.copy(certificates.authority(), folder.resolve("ca.crt"));
    push(Hosts.at(home), RegistrySettings.defaults());
  }

  @Test
  void sslCertFileIsTrusted() {
    push(
        Hosts.at(home, "SSL_CERT_FILE", certificates.authority().toString()),
        RegistrySettings.defaults());
  }

  /// In a bundle only the certificate that signed is read: a broken one beside it harms nobody, and
  /// where none signed, all are read.
  @Test
  void theAuthorityIsFoundInABundleOfMany() throws Exception {
    var system = Files.readString(Path.of("/etc/ssl/certs/ca-certificates.crt"));
    var broken = "-----BEGIN CERTIFICATE-----\nMAAB\n-----END CERTIFICATE-----\n";
    var bundle = home.resolve("bundle.pem");
    Files.writeString(
        bundle, system + broken + Files.readString(certificates.authority()) + broken);
    push(Hosts.at(home, "SSL_CERT_FILE", bundle.toString()), RegistrySettings.defaults());

    Files.writeString(bundle, system);
    var host = Hosts.at(home, "SSL_CERT_FILE", bundle.toString());
    var failure = assertThrows(Failure.class, () -> push(host, RegistrySettings.defaults()));
    assertTrue(failure.what().endsWith("is not trusted here"), failure.what());
  }

  @Test
  void anAuthorityThatNobodyKnowsIsNotTrusted() {
    var failure =
        assertThrows(Failure.class, () -> push(Hosts.at(home), RegistrySettings.defaults()));
    assertEquals(Kind.UNREACHABLE, failure.kind());
    assertEquals(
        "the certificate of %s is signed by an authority that is not trusted here"
            .formatted(server.address()),
        failure.what());
    assertTrue(failure.help().contains("certs.d/" + server.address()), failure.help());
  }

  @Test
  void aFileWithoutCertificatesIsAMistake() {
    var failure =
        assertThrows(Failure.class, () -> push(Hosts.at(home), trusting(certificates.serverKey())));
    assertEquals("no certificate in " + certificates.serverKey(), failure.what());
    assertEquals(Kind.USAGE, failure.kind());
  }

  @Test
  void aClientCertificateIsShownToWhoWantsOne() throws Exception {
    try (var mutual = MutualTlsServer.start(certificates)) {
      var ref = Repository.parse(mutual.address() + "/a").tagged("1");
      var settings =
          new RegistrySettings(
              Set.of(),
              Optional.of(certificates.authority()),
              Optional.of(certificates.clientCertificate()),
              Optional.of(certificates.clientKey()),
              4);
      try (var registry = Registry.open(Hosts.at(home), new Lines(), settings)) {
        assertEquals(MutualTlsServer.DIGEST, registry.resolve(ref).digest());
      }
      try (var registry =
          Registry.open(Hosts.at(home), new Lines(), trusting(certificates.authority()))) {
        var failure = assertThrows(Failure.class, () -> registry.resolve(ref));
        assertEquals(
            mutual.address() + " wants a client certificate, or another than the one shown",
            failure.what());
      }
    }
  }

  @Test
  void aServerThatAsksForACertificateAndHangsUpWantedIt() throws Exception {
    var factory = MutualTlsServer.context(certificates).getServerSocketFactory();
    try (var server =
        (SSLServerSocket) factory.createServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      server.setWantClientAuth(true);
      Thread.ofVirtual().start(() -> hangUp(server));
      var address = "127.0.0.1:" + server.getLocalPort();
      try (var registry =
          Registry.open(Hosts.at(home), new Lines(), trusting(certificates.authority()))) {
        var ref = Repository.parse(address + "/a").tagged("1");
        var failure = assertThrows(Failure.class, () -> registry.resolve(ref));
        assertEquals(
            address + " wants a client certificate, or another than the one shown", failure.what());
      }
    }
  }

  private static void hangUp(SSLServerSocket server) {
    while (!server.isClosed()) {
      try (var socket = (SSLSocket) server.accept()) {
        socket.startHandshake();
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // the client, or the test, is done
      }
    }
  }
}
