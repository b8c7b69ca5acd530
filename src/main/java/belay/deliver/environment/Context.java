package belay.deliver.environment;

import belay.git.GitRepo;
import belay.host.Log;
import java.time.InstantSource;

/// What the verbs work with.
public record Context(GitRepo repo, ConfigSource configs, Log log, InstantSource clock) {}
