package belay.deliver.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a commit tells beside the images: which verb made it, on whose behalf, and why.
///
/// @param action the value of `Belay-Action`, such as `promote`
/// @param wording the verb and what stands around the services in the usual subject
/// @param message the subject in place of the usual one
/// @param provenance the source revision and the CI run
/// @param more further trailers, in order
public record CommitInfo(
    String action,
    Wording wording,
    Optional<String> message,
    Provenance provenance,
    List<Trailers.Trailer> more) {
  /// The action of a commit that pins what somebody named.
  public static final String DEPLOY = "deploy";

  public CommitInfo {
    more = List.copyOf(more);
  }

  /// The words of a subject such as `Promote api@sha256:93b6 from staging to production`.
  ///
  /// @param verb `Promote`
  /// @param joint what stands between a service and its digest, `@`
  /// @param where `from staging to production`
  public record Wording(String verb, String joint, String where) {}

  /// This story with one more trailer, where it has a value.
  public CommitInfo with(String name, Optional<String> value) {
    if (value.isEmpty()) {
      return this;
    }
    var longer = new ArrayList<>(more);
    longer.add(new Trailers.Trailer(name, value.get()));
    return new CommitInfo(action, wording, message, provenance, longer);
  }
}
