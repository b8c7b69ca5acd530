package belay.deliver.doctor;

import belay.config.Config;
import belay.config.Environment;
import belay.deliver.autosync.SyncSources;
import belay.deliver.environment.Services;
import belay.git.GitRepo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is looked at: a commit and some environments. Its files are read once, when a phase first
/// asks for them.
final class Subject {
  private final GitRepo repo;
  private final String tip;
  private final Config config;
  private final List<Environment> environments;
  private @Nullable SyncSources sources;

  Subject(GitRepo repo, String tip, Config config, List<Environment> environments) {
    this.repo = repo;
    this.tip = tip;
    this.config = config;
    this.environments = environments;
  }

  String tip() {
    return tip;
  }

  Config config() {
    return config;
  }

  List<Environment> environments() {
    return environments;
  }

  /// The services of an environment.
  List<String> services(String environment) {
    return Services.in(repo, tip, config, environment);
  }

  /// What the commit says of syncing.
  SyncSources sources() {
    var read = sources == null ? SyncSources.at(repo, tip, config) : sources;
    sources = read;
    return read;
  }
}
