package belay.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.demo.SampleImage;
import belay.peers.Certificates;
import belay.peers.DockerRegistry;
import belay.peers.GitHttp;
import belay.peers.Squid;
import belay.peers.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an image to a pushed commit where a registry and a git server, with certificates of the
/// company's own authority, are behind the company's proxy, which wants a password. Belay runs as a
/// process of its own: Java reads once what may be shown to proxies.
final class ProxyJourneyTest {
  @TempDir private Path folder;
  private Certificates certificates;
  private DockerRegistry registry;
  private GitHttp git;
  private Squid squid;

  @BeforeEach
  void aCompany() throws Exception {
    certificates = Certificates.in(folder.resolve("certificates"));
    var server = certificates.server("inside", "DNS:registry.test,DNS:git.test", 2);
    registry = DockerRegistry.withTls(server);
    git = GitHttp.withTls(folder, server);
    squid = Squid.withPassword("ada", "s3cret");
    SampleImage.write(folder.resolve("v1"), "1", 1);
    Files.writeString(
        folder.resolve(".gitconfig"), "[user]\n\tname = Ada\n\temail = ada@example.com\n");
  }

  @AfterEach
  void stop() throws Exception {
    squid.close();
    git.close();
    registry.close();
  }

  private String image() {
    return "registry.test:%d/shop/api".formatted(registry.port());
  }

  private String belay(int exit, String password, String... arguments) throws Exception {
    var variables =
        Map.of(
            "https_proxy",
            "http://ada:%s@%s".formatted(password, squid.address()),
            "HTTPS_PROXY",
            "",
            "no_proxy",
            "",
            "NO_PROXY",
            "",
            "SSL_CERT_FILE",
            certificates.authority().toString(),
            "GIT_SSL_CAINFO",
            certificates.authority().toString());
    var process = Program.start(folder, variables, List.of(arguments));
    var code = process.waitFor();
    var said = Files.readString(folder.resolve("log"));
    assertEquals(exit, code, said);
    assertFalse(said.contains(password), said);
    return said.strip();
  }

  @Test
  void theWholeWayLeadsThroughTheProxy() throws Exception {
    var bare = folder.resolve("gitops.git");
    World.sample(folder, bare, "registry.test:" + registry.port());
    Tool.run(bare, "git", "config", "http.receivepack", "true");

    var pinned = belay(0, "s3cret", "push", "v1", image() + ":1").lines().toList().getLast();
    assertTrue(pinned.startsWith(image() + "@sha256:"), pinned);
    assertEquals(
        pinned.substring(pinned.indexOf('@') + 1), belay(0, "s3cret", "digest", image() + ":1"));
    var url = git.url("git.test", "gitops.git");
    belay(0, "s3cret", "deploy", "api=" + pinned, "--env", "development", "--repo", url);

    var values = "main:environments/development/values/api.yaml";
    var landed = new String(Tool.run(bare, "git", "show", values), UTF_8);
    assertTrue(landed.contains(pinned.substring(pinned.indexOf('@') + 1)), landed);
    var tunnels = squid.requestsToTheEnd();
    for (var server : List.of("registry.test:" + registry.port(), "git.test:" + git.port())) {
      assertTrue(tunnels.contains("CONNECT %s 200".formatted(server)), tunnels.toString());
    }
  }

  @Test
  void aWrongPasswordForTheProxyIsTold() throws Exception {
    var said = belay(8, "wr0ng", "digest", image() + ":1");
    assertTrue(
        said.startsWith(
            "error: the proxy does not let you in, on the way to registry.test:" + registry.port()),
        said);
    assertTrue(said.contains("help: check HTTP_PROXY or HTTPS_PROXY, its user and password"), said);
  }
}
