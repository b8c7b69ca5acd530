package belay.kube;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.kube.config.ClusterAccess;
import belay.net.Json;
import belay.net.Response;
import java.io.IOException;

/// What a cluster's refusals mean, and their cures.
record KubeRefusals(ClusterAccess access) {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  Failure of(String verb, Resource resource, String namespace, Response answer) {
    var failure =
        switch (answer.status()) {
          case UNAUTHORIZED -> unauthorized();
          case FORBIDDEN -> forbidden(verb, resource, namespace);
          case NOT_FOUND -> absent(resource);
          default ->
              new Failure(
                  Kind.UNREACHABLE,
                  "the cluster of context \"%s\" answers %d"
                      .formatted(access.name(), answer.status()),
                  "look yourself: kubectl --context %s get %s -n %s"
                      .formatted(access.name(), resource, namespace));
        };
    var words = words(answer);
    return words.isEmpty() ? failure : failure.because(words);
  }

  /// No answer.
  Failure silent(Failure failure) {
    return new Failure(
        failure.kind(),
        "the cluster of context \"%s\" at %s cannot be asked"
            .formatted(access.name(), access.server()),
        "check it, and the network: kubectl --context %s version".formatted(access.name()),
        failure);
  }

  private Failure unauthorized() {
    return new Failure(
        Kind.AUTH,
        "the cluster of context \"%s\" does not accept the login".formatted(access.name()),
        "log in anew, and check: kubectl --context %s auth whoami".formatted(access.name()));
  }

  private Failure absent(Resource resource) {
    return new Failure(
        Kind.NOT_FOUND,
        "the cluster of context \"%s\" has no %s".formatted(access.name(), resource),
        "kubectl --context %s api-resources lists what it has".formatted(access.name()));
  }

  private Failure forbidden(String verb, Resource resource, String namespace) {
    return new Failure(
        Kind.AUTH,
        "context \"%s\" may not %s %s in namespace \"%s\""
            .formatted(access.name(), verb, resource, namespace),
        "have this Role bound to the user there:\n" + role(namespace));
  }

  /// All that reading the live images needs.
  static String role(String namespace) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: belay, namespace: %s}
    rules:
      - apiGroups: [""]
        resources: [pods]
        verbs: [get, list]
      - apiGroups: [apps]
        resources: [deployments, replicasets, statefulsets, daemonsets]
        verbs: [get, list]
      - apiGroups: [batch]
        resources: [jobs, cronjobs]
        verbs: [get, list]
      - apiGroups: [argoproj.io]
        resources: [rollouts]
        verbs: [get, list]\
    """
        .formatted(namespace);
  }

  static String words(Response answer) {
    try {
      return Json.parse(answer.body()).at("message").words();
    } catch (IOException notJson) {
      return "";
    }
  }
}
