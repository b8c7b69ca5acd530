package belay.deliver.status;

import belay.config.Config;
import belay.config.Environment;
import belay.image.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares what stands in environments with where promotions to them come from.
///
/// @param sources for each environment the position of its source, if that is shown as well
/// @param loose for each environment whether anything may stand there: a tag or nothing of a
///   developer's environment is nothing to compare with
record Compare(List<Optional<Integer>> sources, List<Boolean> loose) {
  static Compare of(Config config, List<String> environments, List<Optional<String>> from) {
    return new Compare(
        from.stream().map(source -> source.map(environments::indexOf)).toList(),
        environments.stream()
            .map(name -> config.environment(name).images() == Environment.Images.ANY)
            .toList());
  }

  /// One for each environment.
  ///
  /// @param cells empty where the service is not there
  List<StatusMatrix.Standing> row(List<Optional<ImageStatus>> cells) {
    List<StatusMatrix.Standing> row = new ArrayList<>();
    for (var i = 0; i < cells.size(); i++) {
      var here = cells.get(i);
      row.add(
          here.isEmpty()
              ? StatusMatrix.Standing.ALONE
              : sources
                  .get(i)
                  .map(source -> standing(here.get(), cells.get(source), loose.get(source)))
                  .orElse(StatusMatrix.Standing.ALONE));
    }
    return row;
  }

  private static StatusMatrix.Standing standing(
      ImageStatus here, Optional<ImageStatus> there, boolean loose) {
    var source = there.flatMap(ImageStatus::version);
    if (here.version().equals(source)) {
      return source.isPresent() ? StatusMatrix.Standing.SAME : StatusMatrix.Standing.ALONE;
    }
    return loose && source.filter(Digest::isDigest).isEmpty()
        ? StatusMatrix.Standing.ALONE
        : StatusMatrix.Standing.OTHER;
  }
}
