package belay.deliver.doctor;

import belay.deliver.doctor.Check.Phase;
import belay.deliver.live.LiveRequest;
import belay.deliver.model.ArgoCdChoice;
import java.util.Optional;

/// What is to be looked at.
///
/// @param environment the only one; empty for all
/// @param phase the only one; empty for all
/// @param argocd which Argo CD
/// @param live how the clusters are reached
public record DoctorRequest(
    Optional<String> environment, Optional<Phase> phase, ArgoCdChoice argocd, LiveRequest live) {}
