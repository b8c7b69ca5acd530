package belay.deliver.verify;

import belay.config.verify.Rule;
import belay.config.verify.Severity;
import belay.deliver.verify.VerifyRequest.Layer;
import belay.deliver.verify.finding.Finding;
import java.util.List;
import java.util.Set;

/// What came of looking.
///
/// @param state what was looked at: a commit, or the work tree
/// @param layers where it was looked
/// @param findings violations first
/// @param checked what was looked at
/// @param skipped what was not, and why
/// @param fixed the values files that were mended
public record VerifyResult(
    String state,
    Set<Layer> layers,
    List<Finding> findings,
    Checked checked,
    List<String> skipped,
    List<String> fixed) {
  /// What was looked at.
  ///
  /// @param files values files
  /// @param applications the names of Applications that were rendered
  /// @param images how many images were in them
  /// @param digests how many digests were asked of registries
  public record Checked(List<String> files, List<String> applications, int images, int digests) {
    public Checked {
      files = List.copyOf(files);
      applications = List.copyOf(applications);
    }
  }

  public VerifyResult {
    layers = Set.copyOf(layers);
    findings = List.copyOf(findings);
    skipped = List.copyOf(skipped);
    fixed = List.copyOf(fixed);
  }

  /// The same after files were mended.
  VerifyResult with(List<String> mended) {
    return new VerifyResult(state, layers, findings, checked, skipped, mended);
  }

  /// Those of one weight.
  public List<Finding> of(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).toList();
  }

  /// Whether the only thing that speaks against the proof is that registries do not answer.
  public boolean isUnreachable() {
    var violations = of(Severity.VIOLATION);
    return !violations.isEmpty()
        && violations.stream().allMatch(finding -> finding.rule() == Rule.REGISTRY_UNREACHABLE);
  }
}
