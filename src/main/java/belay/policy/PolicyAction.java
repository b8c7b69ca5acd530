package belay.policy;

/// What becomes of an object that a policy speaks against.
public enum PolicyAction {
  /// It is refused.
  DENY,
  /// It is accepted, and whoever sent it is told.
  WARN,
  /// It is accepted, and only the cluster's records say so.
  AUDIT
}
