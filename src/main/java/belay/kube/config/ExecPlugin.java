package belay.kube.config;

import belay.failure.Failure;
import belay.failure.InWords;
import belay.failure.Kind;
import belay.host.Host;
import belay.host.Programs;
import belay.kube.config.KubeconfigFile.Section;
import belay.net.Json;
import belay.net.Redaction;
import belay.net.tls.PemSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program that knows a login, as the clouds have one each (client authentication API,
/// `ExecCredential`). Nobody is asked on a terminal.
///
/// @param version the API version that it speaks
/// @param command the program, relative to the kubeconfig's folder where it is a path
/// @param folder the kubeconfig's folder
/// @param env variables besides the host's
/// @param hint how to install it, in its kubeconfig's words
/// @param cluster what it is told about the cluster, as JSON; empty where it wants to know nothing
public record ExecPlugin(
    String user,
    String version,
    String command,
    List<String> arguments,
    Path folder,
    Map<String, String> env,
    Optional<String> hint,
    Optional<String> cluster) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> VERSIONS =
      List.of("client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1");

  public ExecPlugin {
    arguments = List.copyOf(arguments);
    env = Map.copyOf(env);
  }

  /// What the program said; it is never printed.
  ///
  /// @param token what a request carries
  /// @param certificate the client's certificate
  /// @param key its private key
  /// @param expires until when it counts
  public record Answer(
      Optional<String> token,
      Optional<PemSource> certificate,
      Optional<PemSource> key,
      Optional<Instant> expires) {
    @Override
    public String toString() {
      return "a login";
    }
  }

  static ExecPlugin of(Section user, Section cluster) {
    var version = user.text("exec", "apiVersion").orElse("");
    if (!VERSIONS.contains(version)) {
      throw user.failure(
          "its exec plugin speaks %s, which no Kubernetes of today does"
              .formatted(version.isEmpty() ? "no version" : "\"" + version + "\""),
          "write the entry anew with the program's current version (apiVersion: %s)"
              .formatted(VERSIONS.getLast()));
    }
    var command =
        user.text("exec", "command")
            .orElseThrow(() -> user.failure("its exec plugin names no command", "add command:"));
    Map<String, String> env = new LinkedHashMap<>();
    for (var item : user.items("exec", "env")) {
      item.text("name").ifPresent(name -> env.put(name, item.text("value").orElse("")));
    }
    var informed = user.text("exec", "provideClusterInfo").filter("true"::equals);
    return new ExecPlugin(
        user.name(),
        version,
        command,
        user.texts("exec", "args"),
        user.file().folder(),
        env,
        user.text("exec", "installHint"),
        informed.map(_ -> described(cluster)));
  }

  private static String described(Section cluster) {
    Map<String, Object> about = new LinkedHashMap<>();
    cluster.text("server").ifPresent(text -> about.put("server", text));
    cluster.text("tls-server-name").ifPresent(text -> about.put("tls-server-name", text));
    cluster
        .text("certificate-authority-data")
        .ifPresent(text -> about.put("certificate-authority-data", text));
    cluster.text("proxy-url").ifPresent(text -> about.put("proxy-url", text));
    if (cluster.flag("insecure-skip-tls-verify")) {
      about.put("insecure-skip-tls-verify", true);
    }
    return Json.text(about);
  }

  /// Asks the program.
  ///
  /// @throws Failure (auth) where it has no login, (usage) where it is missing
  public Answer ask(Host host) {
    var programs = new Programs(host);
    var name = command.contains("/") ? folder.resolve(command).toString() : command;
    var program = programs.find(name).orElseThrow(this::missing);
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(arguments);
    Map<String, String> variables = new LinkedHashMap<>(env);
    variables.put("KUBERNETES_EXEC_INFO", info());
    try {
      var ran = programs.run(programs.prepare(host.cwd(), line, variables), new byte[0], LIMIT);
      if (ran.exit() != 0) {
        throw failed("it ends with exit code %d".formatted(ran.exit()), Redaction.text(ran.err()));
      }
      return read(ran.text());
    } catch (IOException e) {
      throw failed("it cannot be run", Redaction.text(InWords.of(e)));
    }
  }

  private String info() {
    var about = cluster.map(text -> ",\"cluster\":" + text).orElse("");
    return "{\"apiVersion\":\"%s\",\"kind\":\"ExecCredential\",\"spec\":{\"interactive\":false%s}}"
        .formatted(version, about);
  }

  private Answer read(String text) {
    try {
      var status = Json.parse(text.getBytes(StandardCharsets.UTF_8)).at("status");
      var answer =
          new Answer(
              present(status.at("token")),
              pem(status, "clientCertificateData"),
              pem(status, "clientKeyData"),
              status.at("expirationTimestamp").time());
      if (answer.token.isEmpty() && answer.certificate.isEmpty()) {
        throw failed("it answers without a login", "");
      }
      return answer;
    } catch (IOException _) {
      // not as the cause: a parser's message would quote the token
      throw failed("its answer is not the JSON of a login", "");
    }
  }

  private Optional<PemSource> pem(Json status, String key) {
    return present(status.at(key))
        .map(text -> new PemSource.Inline("%s of %s".formatted(key, command), text));
  }

  private static Optional<String> present(Json value) {
    return Optional.of(value.text()).filter(text -> !text.isEmpty());
  }

  private Failure missing() {
    return new Failure(
        Kind.USAGE,
        "the user \"%s\" of the kubeconfig logs in by \"%s\", which is not on the PATH"
            .formatted(user, command),
        hint.map(Redaction::text).orElse("install it"));
  }

  private Failure failed(String what, String words) {
    var failure =
        new Failure(
            Kind.AUTH,
            "the user \"%s\" of the kubeconfig logs in by \"%s\": %s"
                .formatted(user, command, what),
            "run it by hand, log in where it says so: %s %s"
                .formatted(command, String.join(" ", arguments)));
    return words.isEmpty() ? failure : failure.because(words);
  }
}
