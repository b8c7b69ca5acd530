package belay.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Programs;
import belay.peers.GitDaemon;
import belay.peers.Sshd;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DaemonAndSshTest {
  @TempDir Path folder;
  private Sandbox sandbox;
  private Path bare;

  @BeforeEach
  void aRepository() {
    sandbox = new Sandbox(folder);
    bare = sandbox.bare("gitops.git");
  }

  private Sandbox client(Sshd server) {
    return sandbox.with(
        "PATH", server.programs() + File.pathSeparator + sandbox.host().env("PATH").orElseThrow());
  }

  private void assertLands(String url) {
    try (var repo = sandbox.open(url)) {
      assertTrue(Sandbox.write(repo, Sandbox.FILE, "new\n").pushed());
      assertEquals(2, repo.timeline().size());
    }
    assertEquals("new", sandbox.git(bare, "show", "main:" + Sandbox.FILE));
    sandbox.assertSound(bare);
  }

  @Test
  void gitDaemon() throws Exception {
    try (var server = GitDaemon.start(folder)) {
      assertLands(server.url("gitops.git"));
    }
  }

  @Test
  void gitDaemonWithoutTheRepository() throws Exception {
    try (var server = GitDaemon.start(folder);
        var repo = sandbox.open(server.url("nope.git"))) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.NOT_FOUND, failure.kind(), failure.causes().toString());
    }
  }

  @Test
  void ssh() throws Exception {
    try (var server = Sshd.start()) {
      client(server);
      assertLands(server.url(bare));
    }
  }

  @Test
  void aCloneOverSsh() throws Exception {
    try (var server = Sshd.start()) {
      client(server).git(folder, "clone", "-q", server.url(bare), "clone");
      try (var repo = sandbox.open(folder.resolve("clone").toString())) {
        assertTrue(Sandbox.write(repo, Sandbox.FILE, "new\n").pushed());
      }
      assertEquals("new", sandbox.git(bare, "show", "main:" + Sandbox.FILE));
    }
  }

  @Test
  void anUnknownHostKeyIsRefused() throws Exception {
    try (var server = Sshd.start()) {
      server.forgetHost();
      try (var repo = client(server).open(server.url(bare))) {
        var failure = assertThrows(Failure.class, repo::tip);
        assertEquals(Kind.AUTH, failure.kind());
        assertEquals(
            "the ssh host key of 127.0.0.1 is not known, or not the known one", failure.what());
        assertTrue(
            failure.help().matches(".*: ssh-keyscan -p \\d+ 127\\.0\\.0\\.1 >> .*"),
            failure.help());
      }
    }
  }

  @Test
  void anUnknownUserIsNotLetIn() throws Exception {
    try (var server = Sshd.start()) {
      server.lockOut();
      try (var repo = client(server).open(server.url(bare))) {
        var failure = assertThrows(Failure.class, repo::tip);
        assertEquals(Kind.AUTH, failure.kind());
        assertTrue(
            failure.causes().toString().contains("Permission denied"), failure.causes().toString());
      }
    }
  }

  @Test
  void aMissingRepositoryBehindSshIsNotFound() throws Exception {
    try (var server = Sshd.start();
        var repo = client(server).open(server.url(folder.resolve("nope.git")))) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.NOT_FOUND, failure.kind(), failure.causes().toString());
    }
  }

  @Test
  void nobodyListeningForSshIsUnreachable() throws Exception {
    try (var server = Sshd.start();
        var repo = client(server).open("ssh://127.0.0.1:1/gitops.git")) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.UNREACHABLE, failure.kind(), failure.causes().toString());
    }
  }

  @Test
  void whatSshSaysIsHeardThoughItsOutputEndsBefore() throws Exception {
    var ssh =
        Files.writeString(
            folder.resolve("ssh"),
            "#!/bin/sh\nexec >&-\nsleep 0.3\necho 'connect: Connection refused' >&2\nexit 255\n");
    assertTrue(ssh.toFile().setExecutable(true));
    var sandbox = new Sandbox(folder.resolve("slow")).with("GIT_SSH", ssh.toString());
    try (var repo = sandbox.open("ssh://127.0.0.1/gitops.git")) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.UNREACHABLE, failure.kind(), failure.causes().toString());
    }
  }

  @Test
  void theUsersOwnSshCommandIsUsed() throws Exception {
    try (var server = Sshd.start()) {
      var trace = folder.resolve("trace");
      client(server).with("GIT_SSH_COMMAND", "echo asked >> %s; ssh".formatted(trace));
      assertLands(server.url(bare));
      assertTrue(Files.readString(trace).contains("asked"));
    }
  }

  @Test
  void withoutSshTheErrorSaysSo() throws Exception {
    var programs = Files.createDirectory(folder.resolve("programs"));
    var git = new Programs(sandbox.host()).find("git").orElseThrow();
    Files.createSymbolicLink(programs.resolve("git"), git);
    var without = new Sandbox(folder.resolve("without")).with("PATH", programs.toString());
    try (var repo = without.open("ssh://127.0.0.1/gitops.git")) {
      var failure = assertThrows(Failure.class, repo::tip);
      assertEquals(Kind.UNREACHABLE, failure.kind());
      assertEquals("no \"ssh\" on the PATH to reach the git server with", failure.what());
    }
  }

  @Test
  void twoWritersOnOneFileTheLaterWins() throws Exception {
    try (var server = GitDaemon.start(folder);
        var repo = sandbox.open(server.url("gitops.git"))) {
      repo.tip();
      sandbox.commitElsewhere(bare, "main", Sandbox.FILE, "theirs\n");
      var replaced = new String[1];
      Sandbox.land(
          repo,
          tip -> {
            replaced[0] = Sandbox.text(repo.read(tip.id(), Sandbox.FILE));
            return Optional.of(Sandbox.draft(Sandbox.FILE, "ours\n"));
          });
      assertEquals("theirs\n", replaced[0]);
      assertEquals("ours", sandbox.git(bare, "show", "main:" + Sandbox.FILE));
    }
  }
}
