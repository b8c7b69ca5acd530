package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.git.location.GitSettings;
import belay.peers.GitHttp;
import belay.peers.Sshd;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository with sha256 objects is worked with, however it is reached.
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
    for (var place : new String[] {"s", "g.git", "file://" + folder.resolve("g.git")}) {
      assertLands(place.contains(":") ? place : folder.resolve(place).toString());
    }
  }

  @Test
  void byHttp() throws Exception {
    sandbox.git(folder.resolve("g.git"), "config", "http.receivepack", "true");
    try (var server = GitHttp.open(folder)) {
      assertLands(server.url("g.git"));
    }
  }

  @Test
  void bySsh() throws Exception {
    try (var server = Sshd.start()) {
      sandbox.with(
          "PATH",
          server.programs() + File.pathSeparator + sandbox.host().env("PATH").orElseThrow());
      assertLands(server.url(folder.resolve("g.git")));
    }
  }

  private void assertLands(String location) {
    try (var repo = sandbox.open(GitSettings.of(location))) {
      var before = repo.tip();
      var landed = Sandbox.write(repo, Sandbox.FILE, location + "\n").commit().orElseThrow();
      assertEquals(64, landed.id().length());
      assertEquals(location + "\n", Sandbox.text(repo.read(landed.id(), Sandbox.FILE)));
      assertTrue(repo.contains(landed.id(), before.id()));
      assertEquals(landed.id(), repo.timeline().spot(0).commit());
    }
  }
}
