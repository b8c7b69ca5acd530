package belay.kube.config;

import java.nio.file.Path;

/// How who asks is known to a cluster, besides a client certificate.
public sealed interface ClusterLogin {
  /// By nothing else.
  record Nobody() implements ClusterLogin {}

  /// By a token.
  record Token(String token) implements ClusterLogin {
    @Override
    public String toString() {
      return "a token";
    }
  }

  /// By a token in a file, which is renewed by others.
  record TokenFile(Path file) implements ClusterLogin {}

  /// By a password.
  record Password(String user, String password) implements ClusterLogin {
    @Override
    public String toString() {
      return "a password of " + user;
    }
  }

  /// By what a program says.
  record Plugin(ExecPlugin program) implements ClusterLogin {}
}
