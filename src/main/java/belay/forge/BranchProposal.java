package belay.forge;

/// A branch that is to be merged.
///
/// @param remote the Git URL of the repository, without user and password
/// @param branch the branch to be merged
/// @param base the branch that it is to be merged into
/// @param title one line
/// @param body more about it, in Markdown
public record BranchProposal(
    String remote, String branch, String base, String title, String body) {}
