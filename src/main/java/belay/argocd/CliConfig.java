package belay.argocd;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The `argocd` program's own file: contexts, each of a server and a user, and the users' tokens.
///
/// @param root the document
record CliConfig(YamlNode root) {

  /// Reads the file. The words of the YAML reader are not passed on: they may quote a token.
  static CliConfig parse(String name, byte[] bytes) {
    try {
      return new CliConfig(YamlTree.parse(name, bytes).root());
    } catch (Failure notYaml) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" is not YAML".formatted(name),
          "write it anew: argocd login SERVER, or set ARGOCD_AUTH_TOKEN");
    }
  }

  /// The token for a server: of the current context where that is of this server, else of the first
  /// one that is.
  Optional<String> token(ServerAddress server) {
    var current = text(root, "current-context");
    return items("contexts")
        .filter(context -> isFor(server, text(context, "server")))
        .sorted(Comparator.comparing(context -> !text(context, "name").equals(current)))
        .flatMap(context -> tokenOf(text(context, "user")))
        .findFirst();
  }

  private Stream<String> tokenOf(String user) {
    return items("users")
        .filter(entry -> text(entry, "name").equals(user))
        .map(entry -> text(entry, "auth-token"))
        .filter(token -> !token.isEmpty());
  }

  private static boolean isFor(ServerAddress server, String text) {
    try {
      return ServerAddress.parse(text).name().equals(server.name());
    } catch (Failure other) {
      return false;
    }
  }

  private Stream<YamlNode> items(String key) {
    return value(root, key)
        .map(node -> node instanceof YamlNode.Sequence list ? list.items() : List.<YamlNode>of())
        .stream()
        .flatMap(List::stream);
  }

  private static String text(YamlNode node, String key) {
    return value(node, key)
        .map(value -> value instanceof YamlNode.Scalar scalar ? scalar.value() : "")
        .orElse("");
  }

  private static Optional<YamlNode> value(YamlNode node, String key) {
    return node.resolved() instanceof YamlNode.Mapping mapping
        ? mapping.entry(key).map(entry -> entry.value().resolved())
        : Optional.empty();
  }
}
