package belay.deliver.policy;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// All that speaks against a plan. They are collected, so that a person learns of every reason at
/// once and not of one a run.
public final class Violations {
  private static final int MOST_TOLD = 50;
  private static final int MOST_CURES = 10;

  private final List<Objection> all = new ArrayList<>();

  /// One reason, and what to do about it.
  public record Objection(String what, String help) {}

  /// Adds one, with its cure.
  public void add(String what, String help) {
    all.add(new Objection(what, help));
  }

  /// Adds all of others.
  public void addAll(Violations others) {
    all.addAll(others.all);
  }

  /// All of them.
  public List<Objection> all() {
    return List.copyOf(all);
  }

  /// Whether there is one.
  public boolean any() {
    return !all.isEmpty();
  }

  /// Refuses, if there is a reason.
  ///
  /// @param what what is refused, such as `promote to production`
  public void throwIfAny(String what) {
    throwIfAny(what, "");
  }

  /// Refuses, if there is a reason.
  ///
  /// @param otherwise what to do where all of them are right and do not matter
  public void throwIfAny(String what, String otherwise) {
    var last = otherwise.isEmpty() ? "" : "\n" + otherwise;
    if (all.size() == 1) {
      var only = all.getFirst();
      throw new Failure(Kind.REFUSED, only.what(), only.help() + last);
    }
    if (any()) {
      var failure =
          new Failure(
              Kind.REFUSED,
              "%d reasons against it: cannot %s".formatted(all.size(), what),
              cures() + last);
      for (var objection : all.subList(0, Math.min(MOST_TOLD, all.size()))) {
        failure = failure.because(objection.what());
      }
      throw failure;
    }
  }

  /// Each cure once: many reasons often have the same.
  private String cures() {
    return all.stream()
        .map(Objection::help)
        .distinct()
        .limit(MOST_CURES)
        .collect(Collectors.joining("\n"));
  }
}
