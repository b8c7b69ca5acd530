package belay.git;

import belay.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/// Git's configuration as `git config` sees it in a folder: system, user, repository, environment.
///
/// Git itself is asked where it is installed (some 5 ms), since it alone knows `includeIf`, its
/// build's system file and the `GIT_CONFIG_*` variables in full. Without git the usual files are
/// read.
final class UserConfig {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Config config;

  private UserConfig(Config config) {
    this.config = config;
  }

  /// Reads the configuration that holds in `folder`.
  static UserConfig load(Host host, Path folder) {
    var programs = new Programs(host);
    return programs
        .find("git")
        .flatMap(git -> asGitSees(programs, git, folder))
        .orElseGet(() -> fromFiles(host, folder));
  }

  private static Optional<UserConfig> asGitSees(Programs programs, Path git, Path folder) {
    try {
      var list =
          programs.prepare(folder, List.of(git.toString(), "config", "--list", "-z"), Map.of());
      var finished = programs.run(list, new byte[0], LIMIT);
      return finished.exit() == 0 ? Optional.of(parse(finished.text())) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// `key\nvalue\0…`; a key without a value means true.
  private static UserConfig parse(String list) {
    var config = new Config();
    for (var entry : list.split("\0")) {
      var newline = entry.indexOf('\n');
      add(
          config,
          newline < 0 ? entry : entry.substring(0, newline),
          newline < 0 ? "true" : entry.substring(newline + 1));
    }
    return new UserConfig(config);
  }

  private static void add(Config config, String key, String value) {
    var first = key.indexOf('.');
    var last = key.lastIndexOf('.');
    if (first < 0) {
      return;
    }
    var section = key.substring(0, first);
    var subsection = first == last ? null : key.substring(first + 1, last);
    var name = key.substring(last + 1);
    var values = new ArrayList<>(List.of(config.getStringList(section, subsection, name)));
    values.add(value);
    config.setStringList(section, subsection, name, values);
  }

  private static UserConfig fromFiles(Host host, Path folder) {
    var config = new Config();
    for (var file : files(host, folder)) {
      config = include(config, file);
    }
    return new UserConfig(config);
  }

  private static List<Path> files(Host host, Path folder) {
    var files = new ArrayList<Path>();
    if (host.env("GIT_CONFIG_NOSYSTEM").isEmpty()) {
      files.add(host.env("GIT_CONFIG_SYSTEM").map(Path::of).orElse(Path.of("/etc/gitconfig")));
    }
    var global = host.env("GIT_CONFIG_GLOBAL");
    if (global.isPresent()) {
      files.add(Path.of(global.get()));
    } else {
      var xdg = host.env("XDG_CONFIG_HOME").map(Path::of);
      files.add(xdg.orElse(host.home().resolve(".config")).resolve("git/config"));
      files.add(host.home().resolve(".gitconfig"));
    }
    WorkTrees.gitDirectory(folder).ifPresent(git -> files.add(git.resolve("config")));
    return files.stream().filter(Files::isReadable).toList();
  }

  private static Config include(Config base, Path file) {
    var config = new FileBasedConfig(base, file.toFile(), FS.DETECTED);
    try {
      config.load();
      return config;
    } catch (IOException | ConfigInvalidException _) {
      return base;
    }
  }

  /// The last value of a key such as `user.email`.
  Optional<String> get(String section, String name) {
    return get(section, Optional.empty(), name);
  }

  /// The last value of a key with a subsection, such as `remote.origin.url`.
  Optional<String> get(String section, Optional<String> subsection, String name) {
    return Optional.ofNullable(config.getString(section, subsection.orElse(null), name));
  }

  List<String> all(String section, String subsection, String name) {
    return List.of(config.getStringList(section, subsection, name));
  }

  List<String> subsections(String section) {
    return List.copyOf(config.getSubsections(section));
  }

  boolean isTrue(String section, String name) {
    return config.getBoolean(section, name, false);
  }

  /// Lets JGit see what the user configured for all repositories, where the repository itself says
  /// nothing. It is not saved.
  void lendTo(Config repository) {
    for (var name : config.getNames("core")) {
      if (repository.getString("core", null, name) == null) {
        repository.setString("core", null, name, config.getString("core", null, name));
      }
    }
  }

  /// For JGit's own readers of sections.
  Config jgit() {
    return config;
  }
}
