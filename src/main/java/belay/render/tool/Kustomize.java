package belay.render.tool;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.host.Host;
import belay.host.Programs;
import belay.host.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kustomize program, or the one that kubectl has in it. Safe for use by several threads.
public final class Kustomize {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int LARGEST_OUTPUT = 64 << 20;
  private static final int LONGEST_WORDS = 4000;

  private final Programs programs;
  private final Path file;
  private final boolean inKubectl;

  private Kustomize(Host host, Path file, boolean inKubectl) {
    this.programs = new Programs(host);
    this.file = file;
    this.inKubectl = inKubectl;
  }

  /// The file given, by `--kustomize` or `BELAY_KUSTOMIZE`, else `kustomize` or `kubectl` on the
  /// `PATH`.
  ///
  /// @throws Failure (not found) where the file given is no program
  public static Optional<Kustomize> ifAny(Host host, Optional<Path> given) {
    var named = given.or(() -> host.env("BELAY_KUSTOMIZE").map(Path::of)).map(host.cwd()::resolve);
    if (named.isPresent()) {
      var file = named.get();
      if (!Files.isExecutable(file) || Files.isDirectory(file)) {
        throw new Failure(
            Kind.NOT_FOUND,
            "\"%s\" is no program".formatted(file),
            "--kustomize FILE names the kustomize program");
      }
      return Optional.of(new Kustomize(host, file, file.endsWith("kubectl")));
    }
    var all = new Programs(host);
    return all.find("kustomize")
        .map(file -> new Kustomize(host, file, false))
        .or(() -> all.find("kubectl").map(file -> new Kustomize(host, file, true)));
  }

  /// Whether it can change a kustomization, too.
  boolean canEdit() {
    return !inKubectl;
  }

  /// Prints what a folder makes.
  ///
  /// @throws Failure (refused) in kustomize's words where it makes nothing
  String build(Path folder, Map<String, String> variables) {
    var build = inKubectl ? "kustomize" : "build";
    return run(folder, List.of(build, folder.toString()), variables);
  }

  /// Changes the kustomization of a folder.
  ///
  /// @throws Failure (refused) in kustomize's words where it cannot
  void edit(Path folder, List<String> arguments, Map<String, String> variables) {
    var command = new ArrayList<>(List.of("edit"));
    command.addAll(arguments);
    var _ = run(folder, command, variables);
  }

  private String run(Path folder, List<String> arguments, Map<String, String> variables) {
    var command = new ArrayList<>(List.of(file.toString()));
    command.addAll(arguments);
    try (var home = TemporaryFolder.create("belay-kustomize")) {
      var builder = programs.prepare(folder, command, variables);
      var env = builder.environment();
      env.keySet().removeIf(name -> name.startsWith("HELM_") || name.startsWith("KUBERNETES_"));
      env.put("KUBECONFIG", "/dev/null");
      env.put("XDG_CONFIG_HOME", home.path().toString());
      var said = programs.runWhole(builder, new byte[0], LIMIT, LARGEST_OUTPUT);
      if (said.exit() != 0) {
        throw new Failure(
            Kind.REFUSED, words(said.err(), folder), "correct it: kustomize build tells the same");
      }
      return said.text();
    } catch (IOException e) {
      throw new Failure(
          Kind.REFUSED,
          "\"%s\" did not work: %s".formatted(file, e.getMessage()),
          "check with: %s version".formatted(file));
    }
  }

  private static String words(String said, Path folder) {
    var bare = said.replaceFirst("^(?:Error|error): ", "").replace(folder.toString(), ".");
    var plain = Secrets.masked(bare).strip();
    return plain.length() > LONGEST_WORDS ? plain.substring(0, LONGEST_WORDS) + "…" : plain;
  }
}
