package belay.kube.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.net.tls.PemSource;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One kubeconfig file. Its values are never quoted: they may be secrets.
///
/// @param path where it is; what it names is relative to its folder
record KubeconfigFile(Path path, YamlTree tree) {
  private static final int LARGEST = 4 << 20;

  static KubeconfigFile read(Path path) {
    try (var in = Files.newInputStream(path)) {
      return new KubeconfigFile(path, YamlTree.parse(path.toString(), in.readNBytes(LARGEST)));
    } catch (IOException e) {
      throw new Failure(
          Kind.USAGE,
          "the kubeconfig %s cannot be read".formatted(path),
          "check that it is there and yours, or set KUBECONFIG",
          e);
    } catch (Failure notYaml) {
      throw new Failure(
          Kind.USAGE,
          "the kubeconfig %s is not YAML".formatted(path),
          "kubectl --kubeconfig %s config view".formatted(path));
    }
  }

  Optional<String> currentContext() {
    return tree.text("current-context").filter(name -> !name.isEmpty());
  }

  /// Everything of one kind, such as `contexts`.
  ///
  /// @param list the key of the list
  /// @param value the key in each of its items
  Stream<Section> sections(String list, String value) {
    return tree
        .at(list)
        .map(node -> node instanceof YamlNode.Sequence items ? items.items() : List.<YamlNode>of())
        .stream()
        .flatMap(List::stream)
        .map(item -> new YamlTree(tree.name(), item.resolved()))
        .map(item -> new Section(this, item.text("name").orElse(""), item.at(value)));
  }

  /// One context, cluster or user.
  ///
  /// @param body what stands below its name
  record Section(KubeconfigFile file, String name, Optional<YamlNode> body) {
    Optional<String> text(String... keys) {
      return below().flatMap(tree -> tree.text(keys)).filter(text -> !text.isEmpty());
    }

    boolean flag(String key) {
      return text(key).filter("true"::equals).isPresent();
    }

    boolean has(String key) {
      return below().flatMap(tree -> tree.at(key)).isPresent();
    }

    private Optional<YamlTree> below() {
      return body.map(node -> new YamlTree(file.tree.name(), node));
    }

    /// The texts of a list.
    List<String> texts(String... keys) {
      List<String> texts = new ArrayList<>();
      for (var item : items(keys)) {
        if (item.root().resolved() instanceof YamlNode.Scalar scalar) {
          texts.add(scalar.value());
        }
      }
      return texts;
    }

    /// The items of a list.
    List<YamlTree> items(String... keys) {
      return below()
          .flatMap(tree -> tree.at(keys))
          .map(node -> node instanceof YamlNode.Sequence list ? list.items() : List.<YamlNode>of())
          .stream()
          .flatMap(List::stream)
          .map(node -> new YamlTree(file.tree.name(), node.resolved()))
          .toList();
    }

    /// A path as kubectl reads it.
    Optional<Path> path(String... keys) {
      return text(keys).map(text -> file.folder().resolve(text));
    }

    /// Certificates or a key, under `KEY-data` or else in the file under `KEY`.
    Optional<PemSource> pem(String key) {
      return text(key + "-data")
          .<PemSource>map(data -> new PemSource.Inline(name(key + "-data"), decoded(key, data)))
          .or(() -> path(key).map(PemSource.File::new));
    }

    private String decoded(String key, String data) {
      try {
        return new String(Base64.getDecoder().decode(data.replaceAll("\\s", "")), UTF_8);
      } catch (IllegalArgumentException _) {
        throw failure("%s-data is not base64".formatted(key), "write it anew");
      }
    }

    private String name(String key) {
      return "%s of \"%s\" in %s".formatted(key, name, file.path);
    }

    /// A failure that begins with where this stands.
    Failure failure(String what, String help) {
      var place = body.map(file.tree::place).orElse(file.path.toString());
      return new Failure(Kind.USAGE, "%s: \"%s\": %s".formatted(place, name, what), help);
    }
  }

  Path folder() {
    return path.resolveSibling(".").normalize();
  }
}
