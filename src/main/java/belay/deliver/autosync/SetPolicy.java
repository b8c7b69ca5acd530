package belay.deliver.autosync;

import belay.config.Config;
import belay.config.Environment;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.yaml.edit.DocumentEdit;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import belay.yaml.tree.YamlNode.Sequence;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an ApplicationSet says of syncing by itself: in its template, for all that it makes, or by
/// a word in the element of each environment that its `templatePatch` asks for.
record SetPolicy(ArgoCdDocument set) {
  /// `{{- if .automated }}`, or with the word that a service may have of its own, before the block.
  private static final Pattern CONDITION =
      Pattern.compile(
          "\\{\\{-?\\s*if\\s+(dig\\s+\"%s\"\\s+\\.environment\\s+)?\\.(\\w+)(?:\\s+\\.)?\\s*-?}}\\s+(?:syncPolicy:\\s+)?automated:"
              .formatted(ServiceParameters.KEY));

  private Optional<Matcher> condition() {
    return Optional.of(CONDITION.matcher(patch())).filter(Matcher::find);
  }

  private String patch() {
    return set.tree().text("spec", "templatePatch").orElse("");
  }

  /// Whether a service may have a word of its own.
  boolean knowsServices() {
    return condition().filter(found -> found.group(1) != null).isPresent();
  }

  /// Whether this set makes the Applications of an environment.
  boolean serves(Config config, String environment) {
    return environments(config).contains(environment);
  }

  /// The environments that its elements name, else that its Applications' names do; all where
  /// neither tells.
  List<String> environments(Config config) {
    var all = config.environments().stream().map(Environment::name).toList();
    var listed = all.stream().filter(name -> !elements(name).isEmpty()).toList();
    if (!listed.isEmpty()) {
      return listed;
    }
    var name = set.tree().text("spec", "template", "metadata", "name").orElse("");
    var named = all.stream().filter(one -> isNamed(config, name, one)).toList();
    return named.isEmpty() ? all : named;
  }

  private static boolean isNamed(Config config, String name, String environment) {
    var around = config.argocd().application("\n", environment).split("\n", 2);
    return config.argocd().applications().contains("{environment}")
        && name.startsWith(around[0])
        && name.endsWith(around[1]);
  }

  /// The elements of its generators that name an environment.
  private List<Mapping> elements(String environment) {
    List<Mapping> found = new ArrayList<>();
    set.tree().at("spec", "generators").ifPresent(node -> collect(node, found));
    return found.stream()
        .filter(element ->
            element.entries().stream()
                .anyMatch(entry -> Lookup.text(entry.value()).equals(Optional.of(environment))))
        .toList();
  }

  private static void collect(YamlNode node, List<Mapping> found) {
    switch (node) {
      case Mapping mapping -> {
        for (var entry : mapping.entries()) {
          if (entry.isNamed("elements") && entry.value() instanceof Sequence list) {
            list.items()
                .forEach(item -> {
                  if (item.resolved() instanceof Mapping element) {
                    found.add(element);
                  }
                });
          } else {
            collect(entry.value(), found);
          }
        }
      }
      case Sequence list -> list.items().forEach(item -> collect(item, found));
      case Scalar _, YamlNode.Alias _ -> {}
    }
  }

  /// The word of an environment's only element.
  private Optional<Scalar> word(String environment) {
    var elements = elements(environment);
    return condition()
        .filter(_ -> elements.size() == 1)
        .flatMap(found -> elements.getFirst().entry(found.group(2)))
        .map(Entry::value)
        .flatMap(value -> value instanceof Scalar scalar ? Optional.of(scalar) : Optional.empty());
  }

  /// What it says of an environment.
  AutoSyncState state(String environment) {
    return word(environment)
        .map(word -> state(word.value().equals("true")))
        .orElseGet(() ->
            condition().isEmpty() && patch().contains("automated:")
                ? state(true)
                : template().state());
  }

  /// What its patch says where an Application is to sync by itself, or not.
  AutoSyncState state(boolean automated) {
    return AutoSyncState.of(patch(), automated);
  }

  String place(String environment) {
    return word(environment).map(set::place).orElseGet(() -> template().place());
  }

  private SyncPolicyEdit template() {
    return SyncPolicyEdit.ofTemplate(set);
  }

  /// Switches a whole environment.
  ///
  /// @throws Failure (refused) where others would be switched with it
  Optional<FileEdit> to(Config config, String environment, boolean on) {
    if (state(environment).automated() == on) {
      return Optional.empty();
    }
    if (word(environment).isPresent()) {
      return Optional.of(new FileEdit(set.path(), bytes -> changed(bytes, environment, on)));
    }
    if (!environments(config).equals(List.of(environment)) || patch().contains("automated:")) {
      throw shared(config, environment);
    }
    return template().to(on);
  }

  private byte[] changed(byte[] bytes, String environment, boolean on) {
    var edit = DocumentEdit.of(set.path(), bytes, set.index());
    var again =
        new SetPolicy(
            new ArgoCdDocument(set.path(), set.index(), new YamlTree(set.path(), edit.root())));
    return edit.replace(again.word(environment).orElseThrow(), String.valueOf(on));
  }

  private Failure shared(Config config, String environment) {
    var all = environments(config);
    return new Failure(
        Kind.REFUSED,
        "%s: %s cannot be switched alone: the set says it once for %s"
            .formatted(place(environment), environment, String.join(", ", all)),
        "give the element of each environment a word, as in automated: true, and move"
            + " syncPolicy.automated into templatePatch, below {{- if .automated }} (goTemplate:"
            + " true), as belay init --applicationset writes it");
  }

  /// Why one service cannot be switched alone.
  Failure noServices(String service, String environment) {
    return new Failure(
        Kind.REFUSED,
        "%s: \"%s\" cannot be switched alone: the set says it for all services of %s"
            .formatted(
                knowsPatch() ? set.place(List.of("spec", "templatePatch")) : place(environment),
                service,
                environment),
        knowsPatch()
            ? "write {{- if dig \"%s\" .environment .%s . }} before syncPolicy there, or leave the service out"
                .formatted(
                    ServiceParameters.KEY, condition().map(found -> found.group(2)).orElse(""))
            : "leave the service out to switch all of %s".formatted(environment));
  }

  private boolean knowsPatch() {
    return condition().isPresent();
  }
}
