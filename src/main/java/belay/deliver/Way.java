package belay.deliver;

/// How far a change is carried.
public enum Way {
  /// It is shown; nothing is written anywhere.
  PLAN,
  /// It becomes a commit on the branch.
  LAND,
  /// It becomes a commit on a branch of its own, and a pull request.
  PROPOSE
}
