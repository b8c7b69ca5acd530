package belay.deliver.model;

/// How far a change is carried.
public enum Mode {
  /// It is shown; nothing is written anywhere.
  PLAN,
  /// It becomes a commit on the branch.
  LAND,
  /// It becomes a commit on a branch of its own, and a pull request.
  PROPOSE
}
