package belay.yaml.image;

import belay.failure.Failure;
import belay.failure.Secrets;
import belay.yaml.tree.KeyPath;
import belay.yaml.tree.KeyPath.Step;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.Source;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// Values that only their owner's tool may write: sops signs a whole file, ansible-vault encrypts
/// single values.
final class Sops {
  private static final String KEY = "sops";
  private static final String CIPHER = "ENC[";

  private Sops() {}

  /// Refuses an image whose values nobody can read here, or that hold credentials.
  static void requireReadable(Source source, YamlNode image, ImageKeys keys) {
    for (var key : names(keys).toList()) {
      Lookup.find(image, key).ifPresent(value -> requireReadable(source, value, key));
    }
  }

  /// Refuses a value that nobody can read here, or that holds credentials.
  static void requireReadable(Source source, YamlNode node, String key) {
    var value = node.resolved();
    if (isVault(value)) {
      throw source.failure(
          value,
          "%s is encrypted by ansible-vault".formatted(key),
          "write the image in plain text: it is no secret");
    }
    var text = Lookup.text(value);
    if (text.filter(t -> t.startsWith(CIPHER)).isPresent()) {
      throw source.failure(value, "%s is encrypted by sops".formatted(key), cure());
    }
    if (text.filter(Sops::holdsCredentials).isPresent()) {
      var refused = Secrets.refused(key);
      throw new Failure(
          refused.kind(), source.failure(value, refused.what(), "").what(), refused.help());
    }
  }

  private static boolean holdsCredentials(String text) {
    return text.indexOf('@') >= 0 && Secrets.inReference(text);
  }

  private static boolean isVault(YamlNode value) {
    return value.tag().equals("!vault") || value.tag().equals("!vault-encrypted");
  }

  private static Stream<String> names(ImageKeys keys) {
    return Stream.concat(
        keys.repositories().stream(), Stream.of("registry", keys.digest(), keys.tag()));
  }

  /// Refuses an edit that sops would take for forgery when it decrypts the file.
  static void requireEditable(
      Source source, List<YamlDocument> documents, KeyPath path, ImageKeys keys) {
    for (var document : documents) {
      var sops = Lookup.find(document.root(), KEY).filter(Sops::isSigned);
      if (sops.isPresent() && !leavesPlain(sops.get(), path, keys)) {
        throw source.failure(
            sops.get(), "the file is encrypted by sops, and an edit breaks its MAC", cure());
      }
    }
  }

  private static String cure() {
    return "move the image to a file of its own, or edit it with sops";
  }

  private static boolean isSigned(YamlNode node) {
    return node.resolved() instanceof Mapping mapping && mapping.entry("mac").isPresent();
  }

  /// Whether the MAC covers encrypted values only, and the image's are none of these.
  private static boolean leavesPlain(YamlNode sops, KeyPath path, ImageKeys keys) {
    return text(sops, "mac_only_encrypted").filter("true"::equals).isPresent()
        && Stream.of(keys.repository(), keys.digest(), keys.tag())
            .map(path::child)
            .noneMatch(value -> encrypts(sops, keys(value)));
  }

  /// Items of lists have no name for a rule to match.
  private static List<String> keys(KeyPath path) {
    return path.steps().stream()
        .flatMap(step -> step instanceof Step.Key(var name) ? Stream.of(name) : Stream.empty())
        .toList();
  }

  /// By sops' own rules for which values it encrypts: one key on the way decides.
  private static boolean encrypts(YamlNode sops, List<String> keys) {
    List<Boolean> said = new ArrayList<>();
    text(sops, "encrypted_regex").ifPresent(rule -> said.add(any(keys, matches(rule))));
    text(sops, "encrypted_suffix").ifPresent(rule -> said.add(any(keys, k -> k.endsWith(rule))));
    text(sops, "unencrypted_regex").ifPresent(rule -> said.add(!any(keys, matches(rule))));
    text(sops, "unencrypted_suffix").ifPresent(rule -> said.add(!any(keys, k -> k.endsWith(rule))));
    return said.isEmpty() || said.contains(true);
  }

  private static boolean any(List<String> keys, Predicate<String> rule) {
    return keys.stream().anyMatch(rule);
  }

  private static Predicate<String> matches(String rule) {
    try {
      return Pattern.compile(rule).asPredicate();
    } catch (PatternSyntaxException _) {
      return _ -> true;
    }
  }

  private static Optional<String> text(YamlNode mapping, String key) {
    return Lookup.find(mapping, key)
        .filter(Scalar.class::isInstance)
        .flatMap(Lookup::text)
        .filter(text -> !text.isEmpty());
  }
}
