package belay.deliver.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Services × environments at a commit.
///
/// @param commit the commit's id
/// @param asOf what time it is, for ages
/// @param environments in order of promotion
/// @param from for each environment, where promotions to it come from, if that is shown as well
public record StatusMatrix(
    String commit,
    Instant asOf,
    List<String> environments,
    List<Optional<String>> from,
    List<Row> rows) {
  public StatusMatrix {
    environments = List.copyOf(environments);
    from = List.copyOf(from);
    rows = List.copyOf(rows);
  }

  /// Without the rows that are as they should be.
  StatusMatrix withoutQuiet() {
    return new StatusMatrix(
        commit, asOf, environments, from, rows.stream().filter(row -> !row.isQuiet()).toList());
  }

  /// One image of one service.
  ///
  /// @param cells one for each environment
  /// @param standings how each compares with where promotions to it come from
  public record Row(
      String service, String image, List<ImageStatus> cells, List<Standing> standings) {
    public Row {
      cells = List.copyOf(cells);
      standings = List.copyOf(standings);
    }

    /// The environments that have something else than where promotions to them come from.
    public List<String> differs() {
      List<String> differs = new ArrayList<>();
      for (var i = 0; i < cells.size(); i++) {
        if (standings.get(i) == Standing.OTHER) {
          differs.add(cells.get(i).environment());
        }
      }
      return differs;
    }

    /// Whether all environments have the same, nothing is held, at fault or elsewhere, and what
    /// runs, where that was asked, is what Git wants.
    boolean isQuiet() {
      return differs().isEmpty()
          && cells.stream()
              .allMatch(cell ->
                  cell.hold().isEmpty()
                      && cell.fault().or(cell::trouble).or(cell::elsewhere).isEmpty()
                      && cell.live().filter(live -> !live.asWanted()).isEmpty());
    }
  }

  /// What stands in an environment, compared with where promotions to it come from.
  public enum Standing {
    /// The same version.
    SAME,
    /// Another version, or none yet.
    OTHER,
    /// There is nothing to compare with.
    ALONE
  }
}
