package belay.deliver.model;

import java.util.List;
import java.util.Optional;

/// Asked before something is written to a protected environment; throws where the answer is no.
@FunctionalInterface
public interface Confirmation {
  /// Asks.
  ///
  /// @param what what is about to happen, such as `deploy api to production`
  void require(String what);

  /// Asks which image is meant where a values file has several that nobody chose.
  ///
  /// @param service the service whose image it is
  /// @param sites the images that can be pinned
  /// @return one of them; empty where nobody can be asked
  default Optional<Candidate> which(String service, List<Candidate> sites) {
    return Optional.empty();
  }
}
