package belay.deliver;

import belay.git.GitRepo;
import belay.host.Log;
import java.time.InstantSource;

/// What the verbs work with.
record Means(GitRepo repo, ConfigSource configs, Log log, InstantSource clock) {}
