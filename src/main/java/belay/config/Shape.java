package belay.config;

import java.util.List;

/// The keys that `belay.yaml` knows, mapping by mapping. A key that is not here is an error.
enum Shape {
  ROOT(
      "schema",
      "environments",
      "paths",
      "image",
      "registry",
      "services",
      "argocd",
      "forge",
      "commit",
      "images",
      "verify"),
  ENVIRONMENT(
      "name",
      "images",
      "promoteFrom",
      "protect",
      "cluster",
      "context",
      "namespace",
      "requirePlatforms",
      "requireFrom",
      "soak",
      "freeze",
      "verify"),
  ENVIRONMENT_RULES("rules", "autoSync", "fixedRevision"),
  IMAGES("allowTagWithDigest"),
  VERIFY("rules", "exemptions", "kinds", "text", "signatures"),
  EXEMPTION("repositories", "namespaces", "resources", "rules", "reason", "until"),
  IMAGE_KIND("group", "kind", "images"),
  SIGNATURE("repositories", "key", "identity", "issuer", "roots", "log"),
  FREEZE("days", "from", "to", "timezone", "reason"),
  PATHS("values", "applications", "charts"),
  IMAGE("path", "keys", "registry"),
  IMAGE_KEYS("repository", "digest", "tag"),
  SERVICE("images", "keys", "registry", "track"),
  TRACK("tag", "allowTags", "strategy"),
  ARGOCD("server", "namespace", "project", "applications", "autoSync", "repository"),
  FORGE("kind", "api"),
  COMMIT("message"),
  /// Keys that users choose: services, and the images of one.
  NAMES;

  private final String keys;

  Shape(String... keys) {
    this.keys = String.join(" ", keys);
  }

  List<String> keys() {
    return List.of(keys.split(" "));
  }

  boolean knows(String key) {
    return this == NAMES || keys().contains(key);
  }
}
