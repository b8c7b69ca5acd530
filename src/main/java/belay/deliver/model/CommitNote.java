package belay.deliver.model;

import java.util.Optional;

/// How a change is written, whatever it is.
///
/// @param message the commit's subject in place of the usual one
/// @param provenance on whose behalf
/// @param confirm asked once, where the environment is protected
public record CommitNote(Optional<String> message, Provenance provenance, Confirmation confirm) {}
