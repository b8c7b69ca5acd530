package belay.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.demo.SampleImage;
import belay.peers.DockerRegistry;
import belay.peers.HelmPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `belay verify` where it meets a registry, a change, and its own cures.
final class VerifyJourneyTest {
  private static final Path BASE = Path.of("src/test/cases/verify/base");
  private static final String DIGEST = "digest: sha256:93b60e";
  private static final String STAGING = "environments/staging/values/api.yaml";
  private static final String PRODUCTION = "environments/production/values/api.yaml";

  @TempDir Path folder;
  private Path repository;

  @BeforeEach
  void begin() throws IOException {
    repository = folder.resolve("repository");
    VerifyCasesTest.copy(BASE, repository);
    World.gitIn(folder, "init", "-q", "-b", "main", repository.toString());
    commit("begin");
  }

  private void commit(String message) {
    World.gitIn(repository, "add", ".");
    World.gitIn(repository, "commit", "-q", "-m", message);
  }

  private Ran verify(String... arguments) {
    var all = new ArrayList<>(List.of("verify"));
    all.addAll(List.of(arguments));
    Map<String, String> env = new HashMap<>();
    env.put("BELAY_HELM", HelmPrograms.helm4().toString());
    return Ran.in(repository, env, all.toArray(String[]::new));
  }

  private void edit(String path, String from, String to) throws IOException {
    var file = repository.resolve(path);
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  private static String last(Ran ran) {
    return ran.out().lines().toList().getLast();
  }

  @Test
  void onlyWhatAChangeCanAffectIsLookedAt() throws IOException {
    assertEquals(
        "work tree: 0 values files, 0 Applications, 0 images: nothing but digests",
        last(verify("--values", "--rendered", "--changed-since", "HEAD")));

    edit(PRODUCTION, DIGEST, "tag: ");
    var one = verify("--values", "--rendered", "--changed-since", "main");
    assertEquals(3, one.code());
    assertTrue(last(one).startsWith("work tree: 1 values file, 1 Application,"), one.out());
    commit("a tag");

    edit("charts/api/templates/deployment.yaml", "name: api\n", "name: shop\n");
    var both = verify("--values", "--rendered", "--changed-since", "HEAD");
    assertTrue(last(both).startsWith("work tree: 0 values files, 2 Applications,"), both.out());
    World.gitIn(repository, "checkout", "-q", ".");

    Files.writeString(repository.resolve("belay.yaml"), "# more\n", StandardOpenOption.APPEND);
    var all = verify("--values", "--rendered", "--changed-since", "HEAD");
    assertTrue(last(all).startsWith("work tree: 2 values files, 2 Applications,"), all.out());

    var unknown = verify("--changed-since", "nowhere");
    assertEquals(4, unknown.code());
    assertTrue(unknown.err().contains("no revision \"nowhere\""), unknown.err());
  }

  @Test
  void aCommitIsLookedAtWhereThereIsNoWorkTree() throws IOException {
    edit(PRODUCTION, DIGEST, "tag: ");
    var bare = folder.resolve("bare.git");
    World.gitIn(folder, "clone", "-q", "--bare", repository.toString(), bare.toString());
    assertEquals(3, verify("--values").code(), "the work tree as it stands");
    var clean = verify("--values", "--repo", bare.toString());
    assertEquals(0, clean.code(), clean.out() + clean.err());
    assertTrue(clean.out().matches("(?s)commit [0-9a-f]{9}: 2 values files.*"), clean.out());
    var branch = verify("--values", "--branch", "main");
    assertEquals(0, branch.code(), branch.out() + branch.err());
  }

  @Test
  void whatNeedsNoThoughtIsMended() throws IOException {
    var digest = Files.readString(repository.resolve(STAGING)).strip().split("digest: ")[1];
    Files.writeString(
        repository.resolve(STAGING),
        "# kept\nimage:\n  repository: registry.example.com/shop/api # kept\n  tag: \"%s\"\n"
            .formatted(digest));
    edit(PRODUCTION, DIGEST, "tag: v1\n  " + DIGEST);
    var mended = verify("--values", "--fix");
    assertEquals(0, mended.code(), mended.out() + mended.err());
    assertEquals(
        """
        mended %s
        mended %s
        work tree: 2 values files: nothing but digests
        """
            .formatted(PRODUCTION, STAGING),
        mended.out());
    assertEquals("", World.gitIn(repository, "diff", "--", PRODUCTION));
    assertEquals(
        "# kept\nimage:\n  repository: registry.example.com/shop/api # kept\n  digest: %s\n"
            .formatted(digest),
        Files.readString(repository.resolve(STAGING)));
    assertFalse(verify("--values", "--fix").out().contains("mended"));
  }

  @Test
  void registriesAreAskedForWhatGitNames() throws IOException {
    try (var registry = DockerRegistry.anonymous()) {
      var image = registry.address() + "/shop/api";
      SampleImage.write(folder.resolve("image"), "1", 1);
      var pushed = Ran.in(folder, Map.of(), "push", "image", image + ":1").out().strip();
      var digest = pushed.substring(pushed.indexOf('@') + 1);
      for (var file : List.of(STAGING, PRODUCTION)) {
        Files.writeString(
            repository.resolve(file),
            "image:\n  repository: %s\n  digest: %s\n".formatted(image, digest));
      }
      var fine = verify();
      assertEquals(0, fine.code(), fine.out() + fine.err());
      assertTrue(last(fine).contains("1 digest asked of registries: nothing but digests"));

      edit(PRODUCTION, digest, "sha256:" + "1".repeat(64));
      var missing = verify("--registry");
      assertEquals(3, missing.code());
      assertTrue(
          missing
              .out()
              .startsWith(
                  "violation registry-missing: %s:3:11, api in production".formatted(PRODUCTION)),
          missing.out());

      edit(PRODUCTION, "sha256:" + "1".repeat(64), digest);
      edit(
          "belay.yaml",
          "- name: production",
          "- {name: production, requirePlatforms: [linux/riscv64]}");
      Files.writeString(repository.resolve("cosign.pub"), key(), UTF_8);
      edit("belay.yaml", "argocd:", "verify: {signatures: [{key: cosign.pub}]}\nargocd:");
      var required = verify("--registry");
      assertEquals(3, required.code());
      assertTrue(
          required.out().contains("violation registry-platform: " + PRODUCTION), required.out());
      assertTrue(
          required.out().contains("violation signature-missing: " + STAGING), required.out());
    }
    var down = verify("--registry", "--timeout", "20s");
    assertEquals(9, down.code(), down.out() + down.err());
    assertTrue(down.out().startsWith("violation registry-unreachable: "), down.out());
  }

  private static String key() {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      var base64 = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
      return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n".formatted(base64);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void wrongWordsAreRefused() {
    for (var words :
        List.of(
            List.of("-o", "sarifs"), List.of("--live", "-o", "sarif"), List.of("--env", "prod"))) {
      var ran = verify(words.toArray(String[]::new));
      assertEquals(2, ran.code(), ran.err());
      assertTrue(ran.err().startsWith("error: "), ran.err());
    }
    assertEquals(4, verify("apo").code());
    var rules = verify("--list-rules");
    assertEquals(0, rules.code());
    assertTrue(
        rules.out().contains("values-tag-and-digest     violation  tag and digest"), rules.out());
  }
}
