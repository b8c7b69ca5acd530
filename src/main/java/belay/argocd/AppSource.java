package belay.argocd;

/// Where an Application takes manifests or values from.
///
/// @param position its place among the sources, from 1
/// @param url the repository
/// @param chart whether it is a packaged chart, which has versions and no commits
/// @param target what it follows: a branch, a tag, a commit or a version; `HEAD` where nothing is
///   said
/// @param revision what it was last compared at; may be empty
public record AppSource(int position, String url, boolean chart, String target, String revision) {}
