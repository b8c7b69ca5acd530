package belay.deliver.model;

import java.util.List;

/// A wish to change what an environment runs.
public sealed interface ChangeRequest permits DeployRequest, PromoteRequest, RollbackRequest {
  /// The environment that changes.
  String environment();

  /// The services that were asked for by name; empty where the plan tells which.
  List<String> services();
}
