package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.peers.GitHttp;
import belay.peers.Sshd;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository with sha256 objects is named as that, however it is reached.
final class ObjectFormatTest {
  @TempDir Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void begin() throws Exception {
    sandbox = new Sandbox(folder.resolve("home"));
    sandbox.git(folder, "init", "-q", "-b", "main", "--object-format=sha256", "s");
    sandbox.git(folder.resolve("s"), "commit", "-q", "--allow-empty", "-m", "x");
    sandbox.git(folder, "clone", "-q", "--bare", "s", "g.git");
  }

  @Test
  void byPathAndFileUrl() {
    for (var place : new String[] {"s", "g.git", "s/.git"}) {
      assertNamed(folder.resolve(place).toString());
      assertNamed("file://" + folder.resolve(place));
    }
  }

  @Test
  void byHttp() throws Exception {
    try (var server = GitHttp.open(folder)) {
      assertNamed("http://127.0.0.1:%d/g.git".formatted(server.port()));
    }
  }

  @Test
  void bySsh() throws Exception {
    try (var server = Sshd.start()) {
      sandbox.with(
          "PATH",
          server.programs() + File.pathSeparator + sandbox.host().env("PATH").orElseThrow());
      assertNamed(server.url(folder.resolve("g.git")));
    }
  }

  private void assertNamed(String location) {
    var failure =
        assertThrows(
            Failure.class,
            () -> {
              try (var repo = sandbox.open(GitSettings.of(location))) {
                repo.tip();
              }
            },
            location);
    assertEquals(
        "the repository has sha256 objects, which Belay cannot work with yet", failure.what());
    assertEquals(Kind.USAGE, failure.kind());
  }
}
