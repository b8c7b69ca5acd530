package belay.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.config.Environment.Images;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.ImageRef;
import belay.yaml.image.ImageKeys;
import belay.yaml.image.ImageNaming;
import belay.yaml.tree.KeyPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ConfigTest {
  private static final String WHOLE =
      """
      schema: belay/v1
      environments:
        - name: development
          images: any
        - name: staging
        - name: production
          promoteFrom: staging
          protect: true
      paths:
        values: sources/values/{environment}/{service}.yaml
        applications: applications/{group}/{service}.yaml
        charts: sources/charts/{service}
      image:
        keys: {repository: graph, digest: digest, tag: tag}
        path: app.image
      registry: registry.example.com/team
      services:
        core-cqrs-command:
          images: {main: image, sidecar: sidecar.image}
          track: {tag: main, allowTags: "regexp:^main-[0-9a-f]{7}$", strategy: newest-build}
      argocd: {server: https://argocd.example.com, namespace: argo, project: ameide,
        applications: "shop-{service}-{environment}"}
      commit: {message: "{environment}: {service} is {image} {revision}"}
      """;
  private static final ImageRef.Pinned IMAGE =
      (ImageRef.Pinned)
          ImageRef.parse("registry.example.com/api@sha256:" + "93b60ebb48f2cb68".repeat(4));

  private static Config parse(String yaml) {
    return Config.parse("belay.yaml", yaml.getBytes(UTF_8));
  }

  @Test
  void theWholeFileIsRead() {
    var config = parse(WHOLE);
    assertEquals(
        List.of(
            new Environment("development", Images.ANY, Optional.empty(), false),
            new Environment("staging", Images.DIGEST, Optional.of("development"), false),
            new Environment("production", Images.DIGEST, Optional.of("staging"), true)),
        config.environments());
    assertEquals("sources/values/staging/api.yaml", config.valuesPath("staging", "api"));
    assertEquals("sources/charts/api", config.paths().charts().expand(Map.of("service", "api")));
    assertEquals(new ImageKeys("graph", "digest", "tag"), config.image().keys());
    assertEquals(KeyPath.parse("app.image"), image(config, "api").path());
    assertEquals(Optional.of("registry.example.com/team"), config.registry());
    assertEquals(
        new ArgoCdConfig(
            Optional.of("https://argocd.example.com"),
            "argo",
            "ameide",
            "shop-{service}-{environment}",
            true,
            Optional.empty()),
        config.argocd());
    assertEquals("shop-api-staging", config.argocd().application("api", "staging"));
    assertEquals(
        Optional.of(new Track("main", "regexp:^main-[0-9a-f]{7}$", "newest-build")),
        config.service("core-cqrs-command").track());
    assertEquals(
        List.of(
            Map.entry("main", config.image().at(KeyPath.parse("image"))),
            Map.entry("sidecar", config.image().at(KeyPath.parse("sidecar.image")))),
        List.copyOf(config.images("core-cqrs-command").entrySet()));
  }

  @Test
  void anImageTakesFromItsServiceWhatItDoesNotSayAndThatFromTheRepository() {
    var config =
        parse(
            """
            image: {keys: {repository: graph}, registry: global.imageRegistry}
            services:
              api: {images: {main: {keys: {tag: version}}}}
              web: {keys: {repository: name}, registry: docker.registry, images: {main: app, job: {path: job.image, keys: {repository: job}}}}
              old: {keys: {digest: sha}}
              flat: {images: {main: {path: $, keys: {repository: imageName, tag: imageTag, digest: imageDigest}}}}
            """);
    var global = Optional.of(KeyPath.parse("global.imageRegistry"));
    var docker = Optional.of(KeyPath.parse("docker.registry"));
    assertEquals(naming("image", "graph", "digest", "version", global), image(config, "api"));
    assertEquals(naming("app", "name", "digest", "tag", docker), image(config, "web"));
    assertEquals(
        naming("job.image", "job", "digest", "tag", docker), config.images("web").get("job"));
    assertEquals(naming("image", "graph", "sha", "tag", global), image(config, "old"));
    assertEquals(naming("image", "graph", "digest", "tag", global), image(config, "other"));
    assertEquals(
        naming("$", "imageName", "imageDigest", "imageTag", global), image(config, "flat"));
    assertEquals(
        List.of(false, true, false, true, false),
        Stream.of("api", "web", "old", "flat", "other").map(config::chosen).toList());
  }

  private static ImageNaming naming(
      String path, String repository, String digest, String tag, Optional<KeyPath> registry) {
    return new ImageNaming(KeyPath.parse(path), new ImageKeys(repository, digest, tag), registry);
  }

  private static ImageNaming image(Config config, String service) {
    return Optional.ofNullable(config.images(service).get("main")).orElseThrow();
  }

  @Test
  void withoutAFileTheRecommendedStructureHolds() {
    var config = Config.recommended();
    assertEquals(
        List.of("development", "staging", "production"),
        config.environments().stream().map(Environment::name).toList());
    assertEquals(Images.ANY, config.environment("development").images());
    assertEquals(false, config.environment("production").protect());
    assertEquals("environments/production/values/api.yaml", config.valuesPath("production", "api"));
    assertEquals(Map.of("main", ImageNaming.standard()), config.images("api"));
    assertEquals("api-staging", config.argocd().application("api", "staging"));
    assertEquals(config, parse(""));
    assertEquals(config, parse("# nothing yet\n---\n"));
  }

  @Test
  void anUnknownEnvironmentIsAUsageErrorWithTheNearestName() {
    var failure = assertThrows(Failure.class, () -> Config.recommended().environment("prodution"));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("no environment \"prodution\", did you mean \"production\"?", failure.what());
    assertEquals(
        "use one of development, staging, production, or add it to environments in belay.yaml",
        failure.help());
  }

  @Test
  void foldersSeenInTheRepositoryAreEnvironmentsUnlessAFileListsThem() {
    var files =
        List.of(
            "environments/qa/values/api.yaml",
            "environments/production/values/api.yaml",
            "environments/.hidden/values/api.yaml",
            "environments/eu/values/deeper/api.yaml",
            "README.md");
    var config = Config.recommended().withEnvironmentsOf(files);
    assertEquals("[development, staging, production, qa]", names(config));
    assertEquals("environments/qa/values/api.yaml", config.valuesPath("qa", "api"));
    assertEquals(
        new Environment("qa", Images.DIGEST, Optional.empty(), false), config.environment("qa"));

    var listed = parse("environments: [{name: production}]\n");
    assertEquals(listed, listed.withEnvironmentsOf(files));
  }

  private static String names(Config config) {
    return config.environments().stream().map(Environment::name).toList().toString();
  }

  @Test
  void valuesFilesAreFoundByTheirPaths() {
    var config = Config.recommended();
    assertEquals(
        Optional.of(new ValuesLocation("staging", "api.v2")),
        config.serviceOf("environments/staging/values/api.v2.yaml"));
    assertEquals(Optional.empty(), config.serviceOf("environments/qa/values/api.yaml"));
    assertEquals(Optional.empty(), config.serviceOf("environments/staging/values/a/b.yaml"));
    assertEquals(Optional.empty(), config.serviceOf("environments/staging/values/.yaml"));
    assertEquals(Optional.empty(), config.serviceOf("x/environments/staging/values/api.yaml"));
    assertEquals("environments/staging/values", config.valuesDirectory("staging"));
    assertEquals("environments", config.valuesRoot());
  }

  @Test
  void aServicesNameCannotLeadOutOfTheRepository() {
    for (var name :
        List.of("../api", "..", ".", "a/b", "/etc/passwd", "a\\b", "a\nb", "", "-x", "\0")) {
      var failure =
          assertThrows(
              Failure.class, () -> Config.recommended().valuesPath("production", name), name);
      assertEquals(Kind.USAGE, failure.kind());
    }
    var failure =
        assertThrows(Failure.class, () -> Config.recommended().valuesPath("production", "../x"));
    assertEquals("not a name for a service: \"../x\"", failure.what());
  }

  @Test
  void theCommitMessageIsTheRequirementsOne() {
    var config = Config.recommended();
    assertEquals(
        "Deploy api@sha256:93b60ebb48f2 (4f2a9c1)",
        config.commitMessage("api", "production", IMAGE, "4f2a9c1d8e7b"));
    assertEquals(
        "Deploy api@sha256:93b60ebb48f2", config.commitMessage("api", "production", IMAGE, ""));
    assertEquals(
        "production: api is " + IMAGE + " 4f2a9c1d8e7b",
        parse(WHOLE).commitMessage("api", "production", IMAGE, "4f2a9c1d8e7b"));
  }

  @Test
  void whatIsFilledIntoACommitMessageIsNotReadAsAPattern() {
    var message = new CommitPattern("{service} [{revision}] to {environment} (by CI)");
    assertEquals(
        "$1{digest} [{service}] to x (by CI)",
        message.render(
            Map.of("service", "$1{digest}", "revision", "{service}", "environment", "x")));
    assertEquals(
        "a to x (by CI)",
        message.render(Map.of("service", "a", "revision", "", "environment", "x")));
  }

  @Test
  void everySettingKnowsWhereItWasSaid() {
    var settings =
        parse("registry: a.example.com\nenvironments:\n  - name: live\n    protect: true\n")
            .settings();
    assertEquals("belay.yaml:1:11", origin(settings, "registry", "a.example.com"));
    assertEquals("belay.yaml:4:14", origin(settings, "environments.live.protect", "true"));
    assertEquals("default", origin(settings, "environments.live.images", "digest"));
    assertEquals("default", origin(settings, "argocd.namespace", "argocd"));
    assertEquals("default", origin(settings, "image.keys.tag", "tag"));
    assertEquals(
        "default",
        origin(Config.recommended().settings(), "environments.production.promoteFrom", "staging"));
    assertEquals(
        "belay.yaml:19:36",
        origin(
            parse(WHOLE).settings(), "services.core-cqrs-command.images.sidecar", "sidecar.image"));
  }

  private static String origin(List<Setting> settings, String key, String value) {
    return settings.stream()
        .filter(setting -> setting.key().equals(key) && setting.value().equals(value))
        .map(Setting::origin)
        .findFirst()
        .orElse("no such setting");
  }
}
