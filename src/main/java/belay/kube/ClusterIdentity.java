package belay.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.kube.config.ClusterAccess;
import belay.kube.config.ClusterLogin;
import belay.kube.config.ExecPlugin;
import belay.net.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who asks a cluster, now: a program is run when it is first needed, and again when its login has
/// run out.
final class ClusterIdentity {
  private static final Duration EARLY = Duration.ofSeconds(10);

  private final Host host;
  private final ClusterAccess access;
  private ExecPlugin.@Nullable Answer answer;

  ClusterIdentity(Host host, ClusterAccess access) {
    this.host = host;
    this.access = access;
  }

  /// Whom to trust, and the certificate that is shown.
  TlsIdentity tls() {
    var said = said();
    return access.identity(
        said.flatMap(ExecPlugin.Answer::certificate).or(access::certificate),
        said.flatMap(ExecPlugin.Answer::key).or(access::key));
  }

  /// What a request carries.
  Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>(access.headers());
    var authorization =
        switch (access.login()) {
          case ClusterLogin.Nobody _ -> "";
          case ClusterLogin.Token(var token) -> "Bearer " + token;
          case ClusterLogin.TokenFile(var file) -> "Bearer " + read(file);
          case ClusterLogin.Password(var user, var password) ->
              "Basic "
                  + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
          case ClusterLogin.Plugin _ ->
              said().flatMap(ExecPlugin.Answer::token).map(token -> "Bearer " + token).orElse("");
        };
    headers.put("Authorization", authorization);
    return headers;
  }

  /// Forgets a login that the server no longer accepts.
  ///
  /// @return whether there may be another one
  synchronized boolean renew() {
    answer = null;
    return access.login() instanceof ClusterLogin.Plugin;
  }

  private synchronized Optional<ExecPlugin.Answer> said() {
    if (!(access.login() instanceof ClusterLogin.Plugin(var program))) {
      return Optional.empty();
    }
    var known = answer;
    if (known == null || hasRunOut(known)) {
      known = program.ask(host);
      answer = known;
    }
    return Optional.of(known);
  }

  private boolean hasRunOut(ExecPlugin.Answer known) {
    return known
        .expires()
        .filter(end -> end.minus(EARLY).isBefore(host.clock().instant()))
        .isPresent();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new Failure(
          Kind.USAGE, "the token in %s cannot be read".formatted(file), "check the kubeconfig", e);
    }
  }
}
