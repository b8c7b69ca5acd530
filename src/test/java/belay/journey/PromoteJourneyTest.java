package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import belay.cli.Ran;
import belay.demo.LoopbackRegistry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From one environment to the next, against servers on loopback, with other people's clones.
final class PromoteJourneyTest {
  private static final String NEVER = "sha256:" + "d".repeat(64);

  @TempDir Path folder;
  private World world;

  @BeforeEach
  void begin() {
    world = new World(folder);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private static String digest(String image) {
    return image.substring(image.indexOf('@') + 1);
  }

  private static String cut(String image) {
    return digest(image).substring(0, 19);
  }

  private void environments(String production) throws IOException {
    world.committed(
        "belay.yaml",
        "schema: belay/v1\nenvironments:\n  - name: staging\n  - name: production\n" + production);
  }

  private Ran refused(String... arguments) {
    var head = world.head();
    var ran = world.belay(arguments);
    assertEquals(3, ran.code(), ran.out() + ran.err());
    assertEquals(head, world.head());
    return ran;
  }

  private Ran done(String... arguments) {
    var ran = world.belay(arguments);
    assertEquals(0, ran.code(), ran.out() + ran.err());
    return ran;
  }

  @Test
  void carriesExactlyTheDigestsOfTheSourceInOneCommit() {
    var api = world.pushed("v1", "api", "1");
    var web = world.pushed("v2", "web", "2");
    world.deploy("api=" + api, "web=" + web, "--env", "staging");
    var read = world.head();
    var before = world.values("production", "api");

    var ran = done("promote", "api", "web", "--from", "staging", "--to", "production");

    assertEquals(
        before.replace(
            "  tag: \"1.0.0\"   # who knows what this is today?\n",
            "  digest: " + digest(api) + "\n"),
        world.values("production", "api"));
    assertTrue(world.values("production", "web").contains("digest: " + digest(web)));
    assertEquals(
        """
        Promote api, web from staging to production

        - api: %s
        - web: %s

        Belay-Service: api
        Belay-Image: %s
        Belay-Service: web
        Belay-Image: %s
        Belay-Environment: production
        Belay-Action: promote
        Belay-From: staging
        Belay-From-Commit: %s

        """
            .formatted(api, web, api, web, read),
        world.git("log", "-1", "--format=%B", "main"));
    assertTrue(ran.out().contains("commit " + world.head() + " on main, pushed"), ran.out());
    assertEquals(read, world.git("rev-parse", "main~1").strip());
  }

  @Test
  void oneServiceIsNamedWithItsDigest() {
    var api = world.pushed("v1", "api", "1");
    world.deploy("api=" + api, "--env", "staging");
    done("promote", "api", "--to", "production");
    assertEquals(
        "Promote api@%s from staging to production\n".formatted(cut(api)),
        world.git("log", "-1", "--format=%s"));
  }

  @Test
  void whatIsThereAlreadyIsNothingToDo() {
    world.deploy("api=" + world.pushed("v1", "api", "1"), "--env", "staging");
    done("promote", "api", "--to", "production");
    var head = world.head();
    done("promote", "api", "--to", "production");
    done("promote", "api", "--to", "production", "--dry-run", "--exit-code");
    assertEquals(head, world.head());
  }

  @Test
  void anOlderCommitSaysWhatStoodThereThen() {
    var first = world.pushed("v1", "api", "1");
    var second = world.pushed("v2", "api", "2");
    world.deploy("api=" + first, "--env", "staging");
    var then = world.head();
    world.deploy("api=" + second, "--env", "staging");
    done("promote", "api", "--to", "production", "--at", then.substring(0, 9));
    assertTrue(world.values("production", "api").contains(digest(first)));
    assertTrue(world.git("log", "-1", "--format=%B").contains("Belay-From-Commit: " + then));
    var unknown = world.belay("promote", "api", "--to", "production", "--at", "0123456789");
    assertEquals(4, unknown.code());
    assertTrue(
        unknown.err().startsWith("error: no commit \"0123456789\" on branch main\n"),
        unknown.err());
  }

  @Test
  void anOlderCommitIsNamedWhereItPinsNothing() throws IOException {
    var then = world.head().substring(0, 9);
    world.deploy("api=" + world.pushed("v1", "api", "1"), "--env", "staging");
    assertEquals(
        """
        error: api pins no digest in staging at %s: environments/staging/values/api.yaml says %s
          help: name another commit (--at): belay history api --env staging shows them
        """
            .formatted(then, world.image("api", "1.0.0")),
        refused("promote", "api", "--to", "production", "--at", then).err());
    for (var environment : new String[] {"staging", "production"}) {
      world.committed("environments/" + environment + "/values/new.yaml", "image: {}\n");
    }
    var absent = world.belay("promote", "new", "--to", "production", "--at", then);
    assertEquals(4, absent.code());
    assertTrue(
        absent.err().startsWith("error: \"new\" was not in staging at " + then), absent.err());
  }

  @Test
  void anImageThatIsNamedIsCarriedOnlyWhereTheSourceHasIt() {
    var first = world.pushed("v1", "api", "1");
    var second = world.pushed("v2", "api", "2");
    world.deploy("api=" + first, "--env", "staging");
    done(
        "promote",
        "api=" + world.image("api", "1"),
        "--to",
        "production",
        "--revision",
        "4f9d2c81e07b3a65d4c1f2e8b9a0c7d6e5f41b23");
    assertTrue(world.values("production", "api").contains(digest(first)));
    assertTrue(
        world
            .git("log", "-1", "--format=%B")
            .contains("\nBelay-Source-Revision: 4f9d2c81e07b3a65d4c1f2e8b9a0c7d6e5f41b23\n"));

    world.deploy("api=" + second, "--env", "staging");
    var head = world.head();
    done("promote", "api=" + first, "--to", "production");
    assertEquals(head, world.head(), "what is there already is nothing to do");

    done("promote", "api", "--to", "production");
    var late = refused("promote", "api=" + world.image("api", "1"), "--to", "production");
    assertEquals(
        """
        error: api: staging has %s, and not %s ("%s")
          help: promote what stands there from its own pipeline, or deploy this one again: belay \
        deploy api=%s --env staging
        """
            .formatted(cut(second), cut(first), world.image("api", "1"), first),
        late.err());
  }

  @Test
  void allThatIsNotWhatWasNamedIsToldAtOnce() {
    var first = world.pushed("v1", "api", "1");
    var second = world.pushed("v2", "web", "2");
    world.pushed("v2", "api", "2");
    world.pushed("v1", "web", "1");
    world.deploy("api=" + first, "web=" + second, "--env", "staging");
    var ran =
        refused(
            "promote",
            "api=" + world.image("api", "2"),
            "web=" + world.image("web", "1"),
            "--to",
            "production");
    assertTrue(
        ran.err().startsWith("error: 2 reasons against it: cannot promote to production\n"),
        ran.err());
    var unknown = world.belay("promote", "api=" + world.image("api", "9"), "--to", "production");
    assertEquals(4, unknown.code(), unknown.err());
    var twice = world.belay("promote", "api=" + first, "api=" + second, "--to", "production");
    assertEquals(2, twice.code(), twice.err());
  }

  @Test
  void amongSeveralImagesTheRepositoryTellsWhichIsNamed() throws IOException {
    var main = world.pushed("v1", "api", "1");
    var other = world.pushed("v2", "api", "2");
    var sidecar = world.pushed("v2", "sidecar", "1");
    world.committed(
        "belay.yaml",
        """
        schema: belay/v1
        environments: [{name: staging}, {name: production}]
        services: {api: {images: {main: image, sidecar: sidecar.image}}}
        """);
    for (var environment : java.util.List.of("staging", "production")) {
      world.committed(
          "environments/%s/values/api.yaml".formatted(environment),
          """
          image:
            repository: %1$s/shop/api
            digest: ""
          sidecar:
            image:
              repository: %1$s/shop/sidecar
              digest: ""
          """
              .formatted(world.registry.address()));
    }
    world.deploy("api/main=" + main, "api/sidecar=" + sidecar, "--env", "staging");

    refused("promote", "api=" + other, "--to", "production");
    refused("promote", "api=" + main, "api/sidecar=" + main, "--to", "production");
    done("promote", "api=" + sidecar, "--to", "production");

    assertTrue(world.values("production", "api").contains(digest(main)));
    assertTrue(world.values("production", "api").contains(digest(sidecar)));
  }

  @Test
  void allLeavesOutWhatPinsNoDigestAndSaysSo() {
    var api = world.pushed("v1", "api", "1");
    world.deploy("api=" + api, "--env", "staging");
    var ran = done("promote", "--all", "--to", "production");
    assertEquals(
        "environments/production/values/api.yaml\n",
        world.git("diff", "--name-only", "main~1", "main"));
    assertTrue(ran.err().contains("left out: web pins no digest in staging"), ran.err());
    var named = refused("promote", "web", "--to", "production");
    assertTrue(named.err().contains("web pins no digest in staging"), named.err());
    assertTrue(named.err().contains("help: pin it first: belay deploy web"), named.err());
  }

  @Test
  void allThatTheRegistryLacksIsToldAtOnce() throws IOException {
    for (var service : new String[] {"api", "web"}) {
      world.committed(
          "environments/staging/values/%s.yaml".formatted(service),
          "image:\n  repository: %s/shop/%s\n  digest: %s\n"
              .formatted(world.registry.address(), service, NEVER));
    }
    var ran = refused("promote", "api", "web", "--to", "production");
    assertTrue(
        ran.err().startsWith("error: 2 reasons against it: cannot promote to production\n"),
        ran.err());
    for (var service : new String[] {"api", "web"}) {
      assertTrue(
          ran.err()
              .contains(
                  "cause: %s: %s/shop/%s@%s is in no registry any more"
                      .formatted(service, world.registry.address(), service, NEVER)),
          ran.err());
    }
    assertTrue(ran.err().contains("  help: push the image again: belay push DIR "), ran.err());
  }

  @Test
  void copiesToAnotherRegistryWhenAskedTo() throws IOException {
    try (var other = LoopbackRegistry.start(folder.resolve("other-registry"))) {
      var api = world.pushed("v1", "api", "1");
      world.deploy("api=" + api, "--env", "staging");
      world.committed(
          "environments/production/values/api.yaml",
          "image:\n  repository: %s/prod/api # its own\n".formatted(other.address()));
      var target = other.address() + "/prod/api";

      var ran = refused("promote", "api", "--to", "production");
      assertEquals(
          "error: api: %s does not have %s, which is in %s/shop/api\n  help: copy it: belay promote"
                  .formatted(target, cut(api), world.registry.address())
              + " api --to production --copy\n",
          ran.err());
      assertEquals(4, world.belay("digest", target + "@" + digest(api)).code());

      var copied = "%s/shop/api@%s to %s\n".formatted(world.registry.address(), cut(api), target);
      assertEquals(
          "to be copied: " + copied + "dry run: nothing was written\n",
          done("promote", "api", "--to", "production", "--copy", "--dry-run").err());
      assertEquals(
          "copied " + copied, done("promote", "api", "--to", "production", "--copy").err());
      assertEquals(digest(api), done("digest", target + "@" + digest(api)).out().strip());
      for (var platform : new String[] {"linux/amd64", "linux/arm64"}) {
        assertEquals(
            done("digest", api, "--platform", platform).out(),
            done("digest", target + "@" + digest(api), "--platform", platform).out());
      }
      assertEquals(
          "image:\n  repository: %s # its own\n  digest: %s\n".formatted(target, digest(api)),
          world.values("production", "api"));
    }
  }

  @Test
  void copiesWithinARegistryWithoutSendingABlob() throws IOException {
    var api = world.pushed("v1", "api", "1");
    world.deploy("api=" + api, "--env", "staging");
    var target = world.registry.address() + "/prod/api";
    world.committed(
        "environments/production/values/api.yaml", "image:\n  repository: %s\n".formatted(target));
    var ran = done("promote", "api", "--to", "production", "--copy", "-vv");
    assertEquals(digest(api), done("digest", target + "@" + digest(api)).out().strip());
    assertTrue(ran.err().contains("?mount=sha256"), ran.err());
    assertEquals(
        0,
        ran.err().lines().filter(line -> line.contains("PUT") && line.contains("/blobs/")).count());
  }

  @Test
  void aDryRunCopiesNothing() throws IOException {
    var api = world.pushed("v1", "api", "1");
    world.deploy("api=" + api, "--env", "staging");
    var target = world.registry.address() + "/prod/api";
    world.committed(
        "environments/production/values/api.yaml", "image:\n  repository: %s\n".formatted(target));
    var ran =
        world.belay("promote", "api", "--to", "production", "--copy", "--dry-run", "--exit-code");
    assertEquals(10, ran.code(), ran.err());
    assertEquals(4, world.belay("digest", target + "@" + digest(api)).code());
  }

  @Test
  void aPlatformThatIsMissingIsARefusal() throws IOException {
    environments("    requirePlatforms: [linux/amd64, linux/s390x]\n");
    var api = world.pushed("v1", "api", "1");
    world.deploy("api=" + api, "--env", "staging");
    var ran = refused("promote", "api", "--to", "production");
    assertTrue(
        ran.err()
            .startsWith(
                "error: %s is not for linux/s390x, which production requires, but for linux/amd64,"
                        .formatted(api)
                    + " linux/arm64\n"),
        ran.err());
    environments("    requirePlatforms: [linux/amd64, linux/arm64]\n");
    done("promote", "api", "--to", "production");
  }

  @Test
  void stagingIsNotSkipped() throws IOException {
    environments("    requireFrom: staging\n");
    var api = world.pushed("v1", "api", "1");
    var ran = refused("deploy", "api=" + api, "--env", "production");
    assertEquals(
        "error: api: %s never was in staging, which production requires\n  help: belay deploy api"
                .formatted(cut(api))
            + " --digest %s --env staging\n".formatted(digest(api)),
        ran.err());
    world.deploy("api=" + api, "--env", "staging");
    world.deploy("api=" + world.pushed("v2", "api", "2"), "--env", "staging");
    world.deploy("api=" + api, "--env", "production");
  }

  @Test
  void aFreezeHoldsUntilSomebodySaysWhyNot() throws IOException {
    environments("    freeze: [{from: 2020-01-01, to: 2099-12-31, reason: the great freeze}]\n");
    world.deploy("api=" + world.pushed("v1", "api", "1"), "--env", "staging");
    var ran = refused("promote", "api", "--to", "production");
    assertEquals(
        """
        error: production is frozen until 2100-01-01 00:00 UTC: the great freeze
          help: wait, or say why not: --override "reason"
        """,
        ran.err());
    done("promote", "api", "--to", "production", "--override", "the shop is down");
    assertEquals(
        "the shop is down\n",
        world.git("log", "-1", "--format=%(trailers:key=Belay-Override,valueonly,separator=)"));
  }

  @Test
  void anOverrideThatNothingNeedsIsNotTold() {
    world.deploy("api=" + world.pushed("v1", "api", "1"), "--env", "staging");
    done("promote", "api", "--to", "production", "--override", "in a hurry");
    assertTrue(!world.git("log", "-1", "--format=%B").contains("Override"));
  }

  @Test
  void whatHasNotSoakedLongEnoughWaits() throws IOException {
    environments("    soak: 1h\n");
    var api = world.pushed("v1", "api", "1");
    world.deploy("api=" + api, "--env", "staging");
    var ran = refused("promote", "api", "--to", "production");
    assertTrue(
        ran.err()
            .matches(
                "(?s)error: api: %s was in staging for [0-9]+s, and production asks for 60m\n.*"
                    .formatted(cut(api))),
        ran.err());
    environments("    soak: 0m\n");
    done("promote", "api", "--to", "production");
  }

  @Test
  void theDiffTellsWhereEachImageComesFrom() {
    var first = world.pushed("v1", "api", "1");
    var second = world.pushed("v2", "api", "2");
    world.deploy("api=" + first, "--env", "staging", "--revision", "1111111111aa");
    done("promote", "api", "--to", "production");
    world.deploy("api=" + second, "--env", "staging", "--revision", "2222222222bb");
    var ran = done("promote", "api", "--to", "production", "--dry-run", "--diff");
    assertTrue(
        ran.out()
            .matches(
                ("(?s)api: %s \\([0-9]+s in the source\\) -> %s \\([0-9]+s in the source\\),"
                        + " revisions 222222222\n"
                        + ".*")
                    .formatted(cut(first), cut(second))),
        ran.out());
    assertTrue(ran.out().contains("-  digest: " + digest(first)), ran.out());
    assertEquals(1, ran.out().lines().filter(line -> line.startsWith("api")).count(), ran.out());
    assertEquals("dry run: nothing was written\n", ran.err());
    var json = done("promote", "api", "--to", "production", "--dry-run", "--diff", "-o", "json");
    assertTrue(json.out().contains("\"revisions\" : [ \"2222222222bb\" ]"), json.out());
    assertTrue(json.out().contains("\"outcome\" : \"planned\""), json.out());
  }

  @Test
  void theDiffTellsRevisionsThatCameByPromotionsToo() throws IOException {
    world.committed(
        "belay.yaml",
        "schema: belay/v1\nenvironments: [{name: development}, {name: staging}, {name:"
            + " production}]\n");
    for (var version : new String[] {"1", "2"}) {
      for (var service : new String[] {"api", "web"}) {
        var image = world.pushed("v" + version, service, version);
        world.deploy(
            service + "=" + image, "--env", "development", "--revision", service + version);
      }
      done("promote", "api", "web", "--to", "staging");
      if (version.equals("1")) {
        done("promote", "api", "web", "--to", "production");
      }
    }
    var ran = done("promote", "api", "web", "--to", "production", "--dry-run", "--diff");
    assertTrue(
        ran.out().matches("(?s)api: .*, revisions api2\nweb: .*, revisions web2\n.*"), ran.out());
  }

  @Test
  void anOverrideNeedsAReason() throws IOException {
    environments("    freeze: [{from: 2020-01-01, to: 2099-12-31}]\n");
    world.deploy("api=" + world.pushed("v1", "api", "1"), "--env", "staging");
    for (var verb : new String[] {"promote", "deploy"}) {
      var target = verb.equals("promote") ? "--to" : "--env";
      var service = verb.equals("promote") ? "api" : "api=" + world.image("api", "1");
      var ran = world.belay(verb, service, target, "production", "--override", " ", "--dry-run");
      assertEquals(2, ran.code(), ran.out());
      assertEquals(
          """
          error: --override without a reason
            help: say why: --override "the shop is down"
          """,
          ran.err());
    }
  }

  @Test
  void everyReasonHasItsCure() throws IOException {
    environments("    requireFrom: staging\n    freeze: [{from: 2020-01-01, to: 2099-12-31}]\n");
    var api = world.pushed("v1", "api", "1");
    var ran = refused("deploy", "api=" + api, "--env", "production");
    assertTrue(
        ran.err()
            .endsWith(
                "  help: belay deploy api --digest %s --env staging\n    wait, or say why not: --override \"reason\"\n"
                    .formatted(digest(api))),
        ran.err());
  }

  @Test
  void nothingThatCouldBeCarriedIsNotCalledDeployed() throws IOException {
    world.committed("belay.yaml", "schema: belay/v1\nenvironments: [{name: a}, {name: b}]\n");
    assertEquals("nothing to do\n", done("promote", "--all", "--to", "b").out());
  }

  @Test
  void aProtectedEnvironmentNeedsYes() throws IOException {
    environments("    protect: true\n");
    world.deploy("api=" + world.pushed("v1", "api", "1"), "--env", "staging");
    var head = world.head();
    var ran = refused("promote", "api", "--to", "production");
    assertTrue(ran.err().contains("to promote api to production needs a confirmation"), ran.err());
    done("promote", "api", "--to", "production", "--yes");
    assertNotEquals(head, world.head());
  }

  @Test
  void theFirstEnvironmentIsPromotedFromNowhere() {
    var ran = world.belay("promote", "api", "--to", "development");
    assertEquals(2, ran.code());
    assertTrue(
        ran.err().contains("help: say from where: --from ENV, or promoteFrom in belay.yaml"),
        ran.err());
  }
}
