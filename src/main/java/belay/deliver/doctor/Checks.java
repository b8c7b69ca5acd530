package belay.deliver.doctor;

import belay.deliver.doctor.Check.Outcome;
import belay.deliver.doctor.Check.Phase;
import belay.failure.Failure;
import java.util.ArrayList;
import java.util.List;

/// What was looked at in one phase.
final class Checks {
  private static final int NAMED = 5;

  private final Phase phase;
  private final List<Check> all = new ArrayList<>();

  Checks(Phase phase) {
    this.phase = phase;
  }

  List<Check> all() {
    return List.copyOf(all);
  }

  /// `1 service`, `2 services`.
  static String count(int number, String what) {
    return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }

  /// All names, or as many as a line holds and how many there are.
  static String some(List<String> names) {
    var shown = String.join(", ", names.stream().limit(NAMED).toList());
    return names.size() > NAMED ? "%s and %d more".formatted(shown, names.size() - NAMED) : shown;
  }

  void ok(String id, String evidence) {
    add(id, Outcome.OK, evidence, "");
  }

  void warning(String id, String evidence, String cure) {
    add(id, Outcome.WARNING, evidence, cure);
  }

  void fault(String id, String evidence, String cure) {
    add(id, Outcome.FAULT, evidence, cure);
  }

  void unknown(String id, String evidence, String cure) {
    add(id, Outcome.UNKNOWN, evidence, cure);
  }

  private void add(String id, Outcome outcome, String evidence, String cure) {
    all.add(new Check(phase, id, outcome, evidence, cure));
  }

  /// A look that somebody may refuse: then it is not known.
  void look(String id, Runnable look) {
    try {
      look.run();
    } catch (Failure failure) {
      unknown(id, failure.what(), failure.help());
    }
  }
}
