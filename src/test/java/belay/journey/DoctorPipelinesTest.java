package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.cli.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `belay doctor` knows the pipelines that `belay init` writes, wherever they stand and whatever
/// they call the program.
final class DoctorPipelinesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "github, ci/github/deploy.yml",
    "gitlab, ci/gitlab/.gitlab-ci.yml",
    "shell, ci/ci-deploy.sh"
  })
  void aPipelineThatInitWroteIsKnown(String kind, String file) {
    var made =
        Ran.in(folder, "init", "shop", "--registry", "registry.example.com/shop", "--ci", kind);
    assertEquals(0, made.code(), made.err());

    var ran = Ran.in(folder, "doctor", "--phase", "3", "--repo", "shop");

    assertEquals(
        """
        3 pipelines pin what they build
          warning  %s pins what it builds, and no commit tells of a run of it yet
                   help: let it run once
        fault: 0, warning: 1, unknown: 0, ok: 0
        """
            .formatted(file),
        ran.out());
    assertEquals(0, ran.code());
  }
}
