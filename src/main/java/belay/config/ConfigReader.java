package belay.config;

import belay.config.Environment.Images;
import belay.config.verify.EnvironmentRules;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.failure.Suggest;
import belay.image.Repository;
import belay.yaml.image.ImageNaming;
import belay.yaml.tree.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From `belay.yaml` to [Config]. What the file leaves out has the defaults that stand here.
final class ConfigReader {
  private static final String SCHEMA = "belay/v1";
  private static final String STRATEGY = "newest-build";

  private final List<Setting> settings = new ArrayList<>();
  private final Map<String, EnvironmentRules> rules = new LinkedHashMap<>();
  private final Fields root;

  private ConfigReader(YamlTree tree) {
    this.root = Fields.of(tree, settings);
  }

  static Config read(YamlTree tree) {
    return new ConfigReader(tree).config();
  }

  private Config config() {
    schema();
    var environments = environments();
    var image = ImageReader.image(root.below("image", Shape.IMAGE), ImageNaming.standard());
    return new Config(
        environments,
        paths(root.below("paths", Shape.PATHS), environments.size() > 1),
        image,
        registry(),
        services(root.below("services", Shape.NAMES), image),
        argocd(root.below("argocd", Shape.ARGOCD)),
        forge(root.below("forge", Shape.FORGE)),
        commit(root.below("commit", Shape.COMMIT)),
        VerifyReader.read(root, rules),
        settings);
  }

  private void schema() {
    var schema = root.text("schema", SCHEMA);
    if (!schema.equals(SCHEMA)) {
      throw root.failure(
          "schema",
          "the schema is \"%s\", and this version of belay knows \"%s\"".formatted(schema, SCHEMA),
          "write schema: %s, or use a newer version of belay".formatted(SCHEMA));
    }
  }

  private List<Environment> environments() {
    var environments = root.has("environments") ? listed() : Environment.recommended();
    root.remember("environments", Environment.names(environments));
    if (!root.has("environments")) {
      environments.forEach(this::remember);
    }
    return environments;
  }

  private List<Environment> listed() {
    List<Environment> environments = new ArrayList<>();
    for (var fields : root.list("environments", Shape.ENVIRONMENT)) {
      environments.add(environment(fields, environments.stream().map(Environment::name).toList()));
    }
    if (environments.isEmpty()) {
      throw root.failure(
          "environments", "environments is an empty list", "name one, or leave the key out");
    }
    return environments;
  }

  private Environment environment(Fields fields, List<String> above) {
    var name =
        fields.parsed("name", fields.needed("name"), text -> Names.check("an environment", text));
    if (above.contains(name)) {
      throw fields.failure(
          "name", "the environment \"%s\" stands twice".formatted(name), "keep one of the two");
    }
    var named = fields.named("environments." + name);
    rules.put(name, VerifyReader.environment(named));
    return new Environment(
        name,
        named.choice("images", Map.of("any", Images.ANY, "digest", Images.DIGEST), "digest"),
        promoteFrom(named, name, above),
        named.flag("protect", false),
        named.text("cluster"),
        named.text("context"),
        named.text("namespace"),
        GateReader.read(named, name, above));
  }

  private static Optional<String> promoteFrom(Fields fields, String name, List<String> above) {
    if (!fields.has("promoteFrom")) {
      return above.isEmpty()
          ? Optional.empty()
          : Optional.of(fields.text("promoteFrom", above.getLast()));
    }
    var from = fields.text("promoteFrom", "");
    if (!above.contains(from)) {
      throw fields.failure(
          "promoteFrom",
          "\"%s\" is promoted from \"%s\", which is no environment above it%s"
              .formatted(name, from, Suggest.hint(from, above)),
          "list the environments in order of promotion");
    }
    return Optional.of(from);
  }

  private void remember(Environment environment) {
    var prefix = "environments." + environment.name() + ".";
    remember(prefix + "images", environment.images().toString());
    environment.promoteFrom().ifPresent(from -> remember(prefix + "promoteFrom", from));
    remember(prefix + "protect", String.valueOf(environment.protect()));
  }

  private void remember(String key, String value) {
    settings.add(new Setting(key, value, Setting.DEFAULT));
  }

  /// @param several whether there are several environments, which paths have to tell apart
  private static Paths paths(Fields fields, boolean several) {
    var all = List.of("environment", "service", "group");
    return new Paths(
        path(
            fields,
            "values",
            Paths.VALUES,
            List.of("environment", "service"),
            several ? List.of("environment", "service") : List.of("service")),
        fields.parsed(
            "applications",
            fields.text("applications", Paths.APPLICATIONS),
            text -> PathPattern.parse(text, all, List.of("service"))),
        fields.parsed(
            "charts",
            fields.text("charts", Paths.CHARTS),
            text -> PathPattern.parse(text, List.of("service", "group"), List.of("service"))));
  }

  private static PathPattern path(
      Fields fields, String key, String fallback, List<String> names, List<String> needed) {
    return fields.parsed(
        key, fields.text(key, fallback), text -> PathPattern.parse(text, names, needed));
  }

  private Optional<String> registry() {
    var registry = root.text("registry");
    registry.ifPresent(text -> root.parsed("registry", text, ConfigReader::prefix));
    return registry;
  }

  static Repository prefix(String text) {
    if (text.contains("@")) {
      throw Secrets.refused("registry");
    }
    try {
      return Repository.parse(text + "/service");
    } catch (Failure malformed) {
      throw new Failure(
          Kind.USAGE,
          "not the beginning of an image's name: \"%s\"".formatted(text),
          "write it as host[:port][/path], such as registry.example.com/team");
    }
  }

  private static Map<String, ServiceConfig> services(Fields fields, ImageNaming usual) {
    Map<String, ServiceConfig> services = new LinkedHashMap<>();
    for (var name : fields.keys()) {
      fields.checkKey(name, "a service");
      services.put(name, service(name, fields.below(name, Shape.SERVICE), usual));
    }
    return services;
  }

  private static ServiceConfig service(String name, Fields fields, ImageNaming usual) {
    var track =
        fields.has("track")
            ? Optional.of(track(fields.below("track", Shape.TRACK)))
            : Optional.<Track>empty();
    return ImageReader.service(name, fields, usual, track);
  }

  private static Track track(Fields fields) {
    return new Track(
        fields.text("tag", ""), fields.text("allowTags", ""), fields.text("strategy", STRATEGY));
  }

  private static ArgoCdConfig argocd(Fields fields) {
    var server = fields.text("server");
    server.ifPresent(text -> fields.parsed("server", text, ConfigReader::address));
    var namespace = fields.text("namespace", "argocd");
    var project = fields.text("project", "default");
    var autoSync = fields.flag("autoSync", true);
    var repository = fields.text("repository");
    return fields.parsed(
        "applications",
        fields.text("applications", ArgoCdConfig.APPLICATIONS),
        pattern -> new ArgoCdConfig(server, namespace, project, pattern, autoSync, repository));
  }

  private static String address(String text) {
    return address(text, "Argo CD", "https://argocd.example.com");
  }

  private static String address(String text, String whose, String example) {
    if (!text.matches("https?://[^\\s/?#@]+(?:/[^\\s?#]*)?")) {
      throw new Failure(
          Kind.USAGE,
          text.contains("@") || Secrets.hasQuery(text)
              ? "the address of %s has credentials in it".formatted(whose)
              : "not an address of %s: \"%s\"".formatted(whose, text),
          "write it as %s, without credentials".formatted(example));
    }
    return text;
  }

  private static ForgeConfig forge(Fields fields) {
    Map<String, ForgeConfig.Kind> kinds = new LinkedHashMap<>();
    for (var kind : ForgeConfig.Kind.values()) {
      kinds.put(kind.toString(), kind);
    }
    var api = fields.text("api");
    api.ifPresent(text ->
        fields.parsed("api", text, t -> address(t, "an API", "https://git.example.com/api/v4")));
    return new ForgeConfig(
        fields.has("kind") ? Optional.of(fields.choice("kind", kinds, "")) : Optional.empty(), api);
  }

  private static CommitPattern commit(Fields fields) {
    return fields.parsed(
        "message", fields.text("message", CommitPattern.DEFAULT), CommitPattern::new);
  }
}
