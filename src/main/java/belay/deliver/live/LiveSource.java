package belay.deliver.live;

import belay.kube.LiveObject;
import belay.kube.Snapshot;
import belay.net.Json;
import java.util.List;
import java.util.Optional;

/// Where it is read what runs.
interface LiveSource extends AutoCloseable {
  /// What an Application says of itself.
  ///
  /// @return empty where there is none, or it is not shown
  Optional<ApplicationView> application(String name);

  /// Whether Applications are shown, so that one that is not there does not exist.
  boolean showsApplications();

  /// What runs for some targets.
  Snapshot read(List<LiveTarget> targets);

  /// One object whole, with who set what; empty where it is gone or not shown.
  Optional<Json> whole(LiveObject object);

  /// Whether something changes the number of its Pods by load.
  boolean isAutoscaled(LiveObject object);

  @Override
  void close();
}
