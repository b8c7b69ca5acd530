package belay.migrate.proof;

import java.util.List;

/// One chart that is to be proved.
///
/// @param main its path in the bundle
/// @param sets what it is rendered with
public record ProofTask(Migration migration, String main, List<ValuesSet> sets) {
  public ProofTask {
    sets = List.copyOf(sets);
  }
}
