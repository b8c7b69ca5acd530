package belay.kube.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.net.tls.PemSource;
import belay.net.tls.TlsIdentity.Trusted;
import belay.peers.Hosts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KubeconfigTest {
  @TempDir Path folder;

  private Host host(Map<String, String> more) {
    var env = new HashMap<>(Map.of("HOME", folder.toString(), "PATH", System.getenv("PATH")));
    env.putAll(more);
    return Hosts.with(folder, env);
  }

  private Path file(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String config(String cluster, String user) {
    return """
    apiVersion: v1
    kind: Config
    current-context: prod
    contexts:
      - name: prod
        context: {cluster: prod, user: ada, namespace: shop}
    clusters:
      - name: prod
        cluster: {%s}
    users:
      - name: ada
        user: {%s}
    """
        .formatted(cluster, user);
  }

  private ClusterAccess access(String cluster, String user) throws IOException {
    var file = file("kube/config", config(cluster, user));
    return Kubeconfig.load(host(Map.of("KUBECONFIG", file.toString())), Optional.empty()).current();
  }

  @Test
  void theCurrentContextIsTheUsersOwn() throws IOException {
    file(".kube/config", config("server: 'https://k8s.example.com:6443'", "token: secret"));
    var access = Kubeconfig.load(host(Map.of()), Optional.empty()).current();

    assertEquals("prod", access.name());
    assertEquals(URI.create("https://k8s.example.com:6443"), access.server());
    assertEquals(new ClusterLogin.Token("secret"), access.login());
    assertFalse(access.toString().contains("secret"), "it may be printed");
  }

  @Test
  void whatStandsInAnEarlierFileCounts() throws IOException {
    var one = file("one", "current-context: second\n");
    var two = file("two", config("server: 'https://a.example.com'", "token: a"));
    var three =
        file("three", config("server: 'https://b.example.com'", "token: b") + "preferences: {}\n");
    file("four", "");
    var more = file("five", "contexts:\n  - {name: second, context: {cluster: prod, user: ada}}\n");
    var path =
        String.join(
            ":",
            List.of(one.toString(), "missing", two.toString(), three.toString(), more.toString()));

    var access = Kubeconfig.load(host(Map.of("KUBECONFIG", path)), Optional.empty()).current();

    assertEquals("second", access.name());
    assertEquals(URI.create("https://a.example.com"), access.server());
    assertEquals(new ClusterLogin.Token("a"), access.login());
  }

  @Test
  void pathsAreRelativeToTheFileAndDataIsRead() throws IOException {
    var data = Base64.getEncoder().encodeToString("PEM".getBytes(UTF_8));
    var access =
        access(
            "server: 'https://k.example.com', certificate-authority: ca.crt, tls-server-name: k8s",
            "client-certificate-data: %s, client-key: keys/ada.key".formatted(data));

    var identity = access.identity(access.certificate(), access.key());
    var at = folder.resolve("kube");
    assertEquals(Trusted.AUTHORITIES_ALONE, identity.trust());
    assertEquals(List.of(new PemSource.File(at.resolve("ca.crt"))), identity.authorities());
    assertEquals(Optional.of("k8s"), identity.serverName());
    assertEquals(
        Optional.of(
            new PemSource.Inline(
                "client-certificate-data of \"ada\" in " + at.resolve("config"), "PEM")),
        identity.certificate());
    assertEquals(Optional.of(new PemSource.File(at.resolve("keys/ada.key"))), identity.key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "certificate-authority-data: AAAA | AUTHORITIES_ALONE",
        "insecure-skip-tls-verify: true | ANYBODY",
        "proxy-url: 'http://proxy:3128' | AUTHORITIES_AND_SYSTEM",
      })
  void trustIsWhatTheClusterSays(String cluster, Trusted trusted) throws IOException {
    var access = access("server: 'https://k.example.com', " + cluster, "token: a");
    assertEquals(trusted, access.identity(Optional.empty(), Optional.empty()).trust());
  }

  @Test
  void theContextOfAnAddressIsFound() throws IOException {
    var file = file("c", config("server: 'https://K.example.com/'", "token: a"));
    var config = Kubeconfig.load(host(Map.of("KUBECONFIG", file.toString())), Optional.empty());
    assertEquals(
        Optional.of("prod"), config.contextOf("https://k.example.com").map(ClusterAccess::name));
    assertEquals(Optional.empty(), config.contextOf("https://other.example.com"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: 'http://k.example.com' | token: a | kube/config:9:14: \"prod\": its server is no"
            + " https address",
        "server: 'https://k' | auth-provider: {name: gcp} | kube/config:12:11: \"ada\":"
            + " auth-provider is what Kubernetes 1.26 took away",
        "server: 'https://k' | exec: {command: aws, apiVersion:"
            + " client.authentication.k8s.io/v1alpha1} | kube/config:12:11: \"ada\": its exec"
            + " plugin speaks \"client.authentication.k8s.io/v1alpha1\", which no Kubernetes of"
            + " today does",
        "server: 'https://k' | exec: {apiVersion: client.authentication.k8s.io/v1} |"
            + " kube/config:12:11: \"ada\": its exec plugin names no command",
        "'server: ''https://k'', certificate-authority-data: \"?\"' | token: a | kube/config:9:14:"
            + " \"prod\": certificate-authority-data is not base64",
      })
  void whatCannotBeUsedIsNamedWithItsPlace(String cluster, String user, String what) {
    var failure = assertThrows(Failure.class, () -> access(cluster, user));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(folder + "/" + what, failure.what());
  }

  @Test
  void aContextThatIsNotThereHasANeighbour() throws IOException {
    var file = file("c", config("server: 'https://k'", "token: a"));
    var config = Kubeconfig.load(host(Map.of("KUBECONFIG", file.toString())), Optional.empty());
    assertEquals(
        "no context \"prd\" in %s, did you mean \"prod\"?".formatted(file),
        assertThrows(Failure.class, () -> config.context("prd")).what());
  }

  @Test
  void withoutAnyFileTheCureIsNamed() {
    var config = Kubeconfig.load(host(Map.of()), Optional.empty());
    var failure = assertThrows(Failure.class, config::current);
    assertEquals("there is no kubeconfig that says which cluster to ask", failure.what());
  }

  @Test
  void aPodHasItsServiceAccount() throws IOException {
    file("account/token", "jwt\n");
    var env = Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443");
    var access = ServiceAccount.access(host(env), folder.resolve("account")).orElseThrow();
    assertEquals(URI.create("https://[fd00::1]:443"), access.server());
    assertEquals(new ClusterLogin.TokenFile(folder.resolve("account/token")), access.login());
    assertEquals(
        Optional.empty(), ServiceAccount.access(host(Map.of()), folder.resolve("account")));
  }

  private ExecPlugin plugin(String script, String more) throws IOException {
    var file = file("kube/login", "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    var access =
        access(
            "server: 'https://k.example.com'",
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login, args: [a b],"
                + " env: [{name: WHO, value: ada}], provideClusterInfo: true"
                + more
                + "}");
    return ((ClusterLogin.Plugin) access.login()).program();
  }

  @Test
  void aPluginIsAskedWithItsArgumentsAndVariables() throws IOException {
    var plugin =
        plugin(
            "printf"
                + " '{\"status\":{\"token\":\"%s-%s\",\"expirationTimestamp\":\"2030-01-01T00:00:00Z\"}}'"
                + " \"$1\" \"$WHO\"; echo \"$KUBERNETES_EXEC_INFO\" > "
                + folder.resolve("info"),
            "");
    var answer = plugin.ask(host(Map.of()));

    assertEquals(Optional.of("a b-ada"), answer.token());
    assertEquals("2030-01-01T00:00:00Z", answer.expires().orElseThrow().toString());
    assertEquals(
        "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"spec\":{\"interactive\":false,\"cluster\":{\"server\":\"https://k.example.com\"}}}\n",
        Files.readString(folder.resolve("info")));
    assertFalse(answer.toString().contains("ada"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo log in first >&2; exit 3 | it ends with exit code 3 | log in first",
        "echo '{}' | it answers without a login | ''",
        "echo token=supersecret | its answer is not the JSON of a login | ''",
      })
  void aPluginThatFailsIsNamedWithItsWords(String script, String what, String cause)
      throws IOException {
    var plugin = plugin(script + "\n", "");
    var failure = assertThrows(Failure.class, () -> plugin.ask(host(Map.of())));
    assertEquals(Kind.AUTH, failure.kind());
    assertEquals(
        "the user \"ada\" of the kubeconfig logs in by \"./login\": " + what, failure.what());
    assertEquals(cause.isEmpty() ? List.of() : List.of(cause), failure.causes());
  }

  @Test
  void aPluginThatIsMissingSaysHowToHaveIt() throws IOException {
    var access =
        access(
            "server: 'https://k.example.com'",
            "exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin,"
                + " installHint: install the cloud tools}");
    var plugin = ((ClusterLogin.Plugin) access.login()).program();
    var failure = assertThrows(Failure.class, () -> plugin.ask(host(Map.of())));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("install the cloud tools", failure.help());
  }
}
