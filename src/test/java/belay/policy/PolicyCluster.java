package belay.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.peers.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A control plane whose answers matter more than that it accepts what is asked of it.
final class PolicyCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String ADMIN = "--as-group=system:masters";
  private static final String ROLLOUTS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: rollouts.argoproj.io}
      spec:
        group: argoproj.io
        scope: Namespaced
        names: {kind: Rollout, plural: rollouts, singular: rollout}
        versions:
          - name: v1alpha1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """;

  private final ControlPlane plane;
  private final Path folder;

  private PolicyCluster(ControlPlane plane, Path folder) {
    this.plane = plane;
    this.folder = folder;
  }

  static PolicyCluster start(Path folder, String... namespaces) throws IOException {
    var cluster =
        new PolicyCluster(
            ControlPlane.start(Files.createDirectory(folder.resolve("plane"))), folder);
    cluster.plane.apply(ROLLOUTS);
    for (var namespace : namespaces) {
      cluster.plane.namespace(namespace);
    }
    cluster.await(answer -> answer.code() == 0, "get", "rollouts", "-A");
    return cluster;
  }

  void apply(String yaml) throws IOException {
    plane.apply(yaml);
  }

  /// Runs kubectl, whatever comes of it.
  Answer kubectl(String... arguments) throws IOException {
    return Answer.of(folder, plane.environment(), "kubectl", arguments);
  }

  /// Sends objects, which are not kept.
  Answer dryRun(String yaml) throws IOException {
    return dryRun("test", yaml);
  }

  /// The same as somebody else, who may do everything, too.
  Answer dryRun(String user, String yaml) throws IOException {
    return kubectl(
        "create", "--dry-run=server", "--validate=false", "--as=" + user, ADMIN, "-f", file(yaml));
  }

  void applyAs(String user, String yaml) throws IOException {
    var answer = kubectl("apply", "--as=" + user, ADMIN, "-f", file(yaml));
    if (answer.code() != 0) {
      throw new AssertionError(answer.err());
    }
  }

  private String file(String yaml) throws IOException {
    return Files.write(Files.createTempFile(folder, "objects", ".yaml"), yaml.getBytes(UTF_8))
        .toString();
  }

  /// Asks until the answer is as wished: the API server takes a moment to learn of a policy.
  Answer await(Predicate<Answer> wished, String... arguments) throws IOException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var answer = kubectl(arguments);
      if (wished.test(answer)) {
        return answer;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("still " + answer);
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  /// Sends an object until it is refused, or no more.
  Answer await(String yaml, Predicate<Answer> wished) throws IOException {
    return await(wished, "create", "--dry-run=server", "--validate=false", "-f", file(yaml));
  }

  @Override
  public void close() {
    plane.close();
  }
}
