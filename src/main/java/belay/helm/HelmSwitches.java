package belay.helm;

import java.util.ArrayList;
import java.util.List;

/// What `helm template` is told beside values.
///
/// @param includeCrds what stands in `crds/` as well
/// @param skipTests no hooks of tests
/// @param skipSchemaValidation `values.schema.json` does not count
/// @param isUpgrade `.Release.IsUpgrade` instead of `.Release.IsInstall`
public record HelmSwitches(
    boolean includeCrds, boolean skipTests, boolean skipSchemaValidation, boolean isUpgrade) {
  public static final HelmSwitches NONE = new HelmSwitches(false, false, false, false);

  List<String> arguments() {
    var arguments = new ArrayList<String>();
    if (includeCrds) {
      arguments.add("--include-crds");
    }
    if (skipSchemaValidation) {
      arguments.add("--skip-schema-validation");
    }
    if (skipTests) {
      arguments.add("--skip-tests");
    }
    if (isUpgrade) {
      arguments.add("--is-upgrade");
    }
    return arguments;
  }
}
