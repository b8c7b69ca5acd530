package belay.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `history` and `where` make of what people do with the real git.
final class HistoryJourneyTest {
  @TempDir Path folder;
  private Diary diary;

  @BeforeEach
  void begin() {
    diary = new Diary(folder);
    diary.pin("staging", "api", 'a').pin("production", "api", 'a').commit("Begin");
  }

  @Test
  void editsByHandAndRevertsAreTold() {
    diary.pin("production", "api", 'b').commit("Bump the api");
    diary.git("revert", "--no-edit", "HEAD");
    diary.write("README.md", "nothing of interest\n").commit("Write about it");
    assertEquals(
        List.of(
            "01 11 # api production revert b -> a",
            "01 10 # api production manual a -> b",
            "01 09 # api production manual (none) -> a"),
        diary.told("history", "api", "--env", "production"));
    assertEquals(
        List.of(
            "api production 01 11 # -> now",
            "api staging 01 09 # -> now",
            "api production 01 09 # -> 01 10 #"),
        diary.told("where", Diary.digest('a')));
  }

  @Test
  void whatAMergeBroughtIsToldByItsCommitOnce() {
    diary.git("switch", "-qc", "topic");
    diary.pin("production", "api", 'b').commit("Bump it on a branch");
    diary.git("switch", "-q", "main");
    diary.pin("staging", "api", 'c').commit("Meanwhile on main");
    diary.git("merge", "-q", "--no-ff", "-m", "Merge branch 'topic'", "topic");
    assertEquals(
        List.of(
            "01 10 # api production manual a -> b merged 01 12 by #",
            "01 11 # api staging manual a -> c",
            "01 09 # api production manual (none) -> a",
            "01 09 # api staging manual (none) -> a"),
        diary.told("history"));
    assertEquals(List.of("api production 01 12 # -> now"), diary.told("where", Diary.digest('b')));
  }

  @Test
  void aConflictIsToldAsItWasResolved() {
    diary.git("switch", "-qc", "topic");
    diary.pin("production", "api", 'b').commit("Bump it on a branch");
    diary.git("switch", "-q", "main");
    diary.pin("production", "api", 'c').commit("Bump it on main");
    diary.merging("topic").pin("production", "api", 'b').commit("Merge branch 'topic'");
    assertEquals(
        List.of(
            "01 10 # api production manual a -> b merged 01 13 by #",
            "01 11 # api production manual a -> c",
            "01 09 # api production manual (none) -> a"),
        diary.told("history", "api", "-e", "production"));
    assertEquals(
        List.of("api production 01 11 # -> 01 13 #"), diary.told("where", Diary.digest('c')));
  }

  @Test
  void aSideThatWasThrownAwayNeverWas() {
    diary.git("switch", "-qc", "topic");
    diary.pin("production", "api", 'b').commit("Bump it on a branch");
    diary.git("switch", "-q", "main");
    diary.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "Merge branch 'topic'", "topic");
    assertEquals(
        List.of("01 09 # api production manual (none) -> a"),
        diary.told("history", "api", "-e", "production"));
    assertEquals(4, diary.belay("where", Diary.digest('b')).code());
    var json = diary.belay("where", Diary.digest('b'), "-o", "json");
    assertEquals(4, json.code());
    assertTrue(json.out().contains("\"pins\" : [ ]"), json.out());
  }

  @Test
  void aMergeThatChangesTheValueItselfIsTold() {
    diary.git("switch", "-qc", "topic");
    diary.write("README.md", "topic\n").commit("Unrelated");
    diary.git("switch", "-q", "main");
    diary.merging("topic").pin("production", "api", 'e').commit("Merge branch 'topic'");
    assertEquals(
        List.of(
            "01 12 # api production manual a -> e", "01 09 # api production manual (none) -> a"),
        diary.told("history", "api", "-e", "production"));
  }

  @Test
  void aServiceKeepsItsHistoryUnderANewName() {
    diary.pin("production", "api", 'b').commit("Bump the api");
    diary
        .move(Diary.path("production", "api"), Diary.path("production", "api-next"))
        .commit("Rename the service");
    diary
        .write(Diary.path("production", "api-next"), Diary.values("api-next", 'c'))
        .commit("Bump it");
    assertEquals(
        List.of(
            "01 12 # api-next production manual b -> c",
            "01 10 # api production manual a -> b",
            "01 09 # api production manual (none) -> a"),
        diary.told("history", "api-next", "-e", "production"));
    assertEquals(
        "01 11 # api production manual b -> (none)",
        diary.told("history", "api", "-e", "production").getFirst());
    assertEquals(
        List.of("api-next production 01 11 # -> 01 12 #", "api production 01 10 # -> 01 11 #"),
        diary.told("where", Diary.digest('b')));
  }

  @Test
  void anotherServiceInItsPlaceIsNotTheSameRenamed() {
    diary.git("rm", "-q", Diary.path("production", "api"));
    diary.pin("production", "web", 'd').commit("Replace the api by the web");
    assertEquals(
        List.of("01 10 # web production manual (none) -> d"),
        diary.told("history", "web", "-e", "production"));
  }

  @Test
  void aMoveToAnotherLayoutIsFollowedWhenBelayYamlComesOnlyLater() {
    diary
        .move(Diary.path("production", "api"), "deploy/production/api.yaml")
        .move(Diary.path("staging", "api"), "deploy/staging/api.yaml")
        .commit("Move the files");
    diary
        .write(
            "belay.yaml",
            """
            environments: [{name: staging}, {name: production}]
            paths: {values: "deploy/{environment}/{service}.yaml"}
            """)
        .commit("Tell Belay");
    diary.write("deploy/production/api.yaml", Diary.values("api", 'b')).commit("Bump it");
    assertEquals(
        List.of(
            "01 12 # api production manual a -> b", "01 09 # api production manual (none) -> a"),
        diary.told("history", "api", "-e", "production"));
    assertEquals(3, diary.told("history").size());
    assertEquals(
        List.of("api staging 01 09 # -> now", "api production 01 09 # -> 01 12 #"),
        diary.told("where", Diary.digest('a')));
  }

  @Test
  void aFileThatNobodyCanReadHidesNothingBeforeIt() {
    diary.write(Diary.path("production", "api"), "image: [\n").commit("Break it");
    diary.pin("production", "api", 'b').commit("Repair it");
    assertEquals(
        List.of(
            "01 11 # api production manual (none) -> b",
            "01 10 # api production manual a -> (none)",
            "01 09 # api production manual (none) -> a"),
        diary.told("history", "api", "-e", "production"));
  }

  @Test
  void aBrokenBelayYamlOfThePastHidesNothing() {
    diary.write("belay.yaml", "environments: [").commit("Break belay.yaml");
    diary.pin("production", "api", 'b').commit("Bump it");
    diary
        .write("belay.yaml", "environments: [{name: staging}, {name: production}]\n")
        .commit("Repair belay.yaml");
    assertEquals(
        List.of(
            "01 11 # api production manual a -> b", "01 09 # api production manual (none) -> a"),
        diary.told("history", "api", "-e", "production"));
  }

  @Test
  void eachImageOfAServiceHasAHistoryOfItsOwn() {
    var config =
        """
        environments: [{name: production}]
        services: {api: {images: {main: image, sidecar: sidecar.image}}}
        """;
    var sidecar =
        Diary.values("api", 'a') + "sidecar:\n  image: {repository: r/s, digest: \"%s\"}\n";
    diary
        .write("belay.yaml", config)
        .write(Diary.path("production", "api"), sidecar.formatted(Diary.digest('1')))
        .commit("Add a sidecar");
    diary
        .write(Diary.path("production", "api"), sidecar.formatted(Diary.digest('2')))
        .commit("Bump the sidecar");
    assertEquals(
        List.of(
            "01 11 # api/sidecar production manual 1 -> 2",
            "01 10 # api/sidecar production manual (none) -> 1",
            "01 09 # api production manual (none) -> a"),
        diary.told("history", "api"));
    assertEquals(List.of("api/sidecar production 01 11 # -> now"), diary.told("where", "2222222"));
  }

  @Test
  void spansOfTimeAreCutByTimesAndCommits() {
    diary.pin("production", "api", 'b').commit("Two");
    diary.git("tag", "two");
    diary.pin("production", "api", 'c').commit("Three");
    diary.pin("production", "api", 'd').commit("Four");
    var api = List.of("history", "api", "-e", "production");
    assertEquals(List.of("c -> d", "b -> c"), changes(api, "--since", "two"));
    assertEquals(
        List.of("b -> c", "a -> b"),
        changes(api, "--since", "2026-05-01T09:30Z", "--until", "2026-05-01 11:00"));
    assertEquals(List.of("c -> d"), changes(api, "--since", "2026-05-01T13:00:00+02:00"));
    assertEquals(4, changes(api, "--until", "2026-05-01").size());
    assertEquals(List.of(), changes(api, "--until", "2026-04-30"));
    assertEquals(List.of("c -> d"), changes(api, "-n", "1"));
    assertEquals(4, diary.belay("history", "api", "--since", "nowhere").code());
    assertEquals(4, diary.belay("history", "nobody").code());
    assertEquals(2, diary.belay("history", "api", "-n", "0").code());
  }

  private List<String> changes(List<String> command, String... more) {
    var all = new java.util.ArrayList<>(command);
    all.addAll(List.of(more));
    return diary.told(all.toArray(String[]::new)).stream()
        .map(line -> line.replaceFirst(".* manual ", ""))
        .toList();
  }

  @Test
  void aDigestIsFoundByItsBeginningAndByItsRepository() {
    diary
        .write(
            Diary.path("production", "web"),
            Diary.values("web", 'b').replaceFirst("b{64}", "b".repeat(63) + "c"))
        .pin("staging", "web", 'b')
        .commit("Two that begin alike");
    var ambiguous = diary.belay("where", "bbbbbbb");
    assertEquals(2, ambiguous.code());
    assertTrue(ambiguous.err().contains("several digests begin with"), ambiguous.err());
    assertEquals(List.of("web staging 01 10 # -> now"), diary.told("where", Diary.digest('b')));
    assertEquals(
        List.of("web staging 01 10 # -> now"),
        diary.told("where", "registry.example.com/shop/web@" + Diary.digest('b')));
    assertEquals(
        4, diary.belay("where", "registry.example.com/shop/api@" + Diary.digest('b')).code());
  }

  private Diary carried(String environment, String action, String more) {
    return diary.commit(
        """
        Carry it

        Belay-Service: api
        Belay-Environment: %s
        Belay-Action: %s%s
        """
            .formatted(environment, action, more));
  }

  @Test
  void whatIsCarriedOnHasTheSourceRevisionOfItsDeployment() {
    diary.pin("staging", "api", 'b');
    carried("staging", "deploy", "\nBelay-Source-Revision: v1.2.3");
    diary.pin("production", "api", 'b');
    carried("production", "promote", "");
    var promoted = "01 11 # api production promote a -> b from v1.2.3";
    var asked = List.of("history", "api", "--env", "production");
    assertEquals(promoted, diary.told(asked.toArray(String[]::new)).getFirst());
    assertEquals(List.of(promoted), diary.told("history", "--env", "production", "-n", "1"));
    assertEquals(
        List.of(promoted),
        diary.told("history", "api", "--env", "production", "--since", "2026-05-01T10:30Z"));
    diary.pin("production", "api", 'c').commit("By hand");
    diary.pin("production", "api", 'b');
    carried("production", "rollback", "");
    assertEquals(
        "01 13 # api production rollback c -> b from v1.2.3",
        diary.told("history", "--env", "production").getFirst());
  }

  @Test
  void aServiceThatIsNowhereIsNotLookedForInTheFirstEnvironmentAlone() {
    var ran = diary.belay("history", "apii");
    assertEquals(4, ran.code());
    assertEquals(
        "error: no service \"apii\", did you mean \"api\"?\n  help: belay status lists all\n",
        ran.err());
  }

  @Test
  void anotherRepositoryIsToldInFull() throws IOException {
    var path = "environments/production/values/api.yaml";
    var values = Files.readString(folder.resolve(path));
    diary
        .write(path, values.replace("registry.example.com", "mirror.example.com"))
        .commit("Pull from the mirror");
    assertEquals(
        "01 10 # api production manual registry.example.com/shop/api@a ->"
            + " mirror.example.com/shop/api@a",
        diary.told("history", "api", "--env", "production").getFirst());
  }

  @Test
  void theCommitterIsToldWhereItIsAnotherOne() {
    var out = diary.belay("history", "-n", "1").out();
    assertTrue(out.endsWith("Ada <ada@example.com>  committed by Bob <bob@example.com>\n"), out);
  }

  @Test
  void jsonSaysAll() {
    diary
        .pin("production", "api", 'b')
        .commit(
            """
            Deploy api

            Belay-Service: api
            Belay-Image: registry.example.com/shop/api@%s
            Belay-Environment: production
            Belay-Source-Revision: 4f9d2c81e07b3a65d4c1f2e8b9a0c7d6e5f41b23
            Belay-Action: promote
            Belay-Run: https://ci.example.com/7
            """
                .formatted(Diary.digest('b')));
    var commit = diary.git("rev-parse", "HEAD");
    assertEquals(
        """
        {
          "schema" : "belay/v1",
          "changes" : [ {
            "commit" : "%s",
            "time" : "2026-05-01T10:00:00Z",
            "author" : "Ada <ada@example.com>",
            "committer" : "Bob <bob@example.com>",
            "run" : "https://ci.example.com/7",
            "service" : "api",
            "environment" : "production",
            "image" : "main",
            "action" : "promote",
            "previous" : "registry.example.com/shop/api@%s",
            "now" : "registry.example.com/shop/api@%s",
            "revision" : "4f9d2c81e07b3a65d4c1f2e8b9a0c7d6e5f41b23",
            "subject" : "Deploy api"
          } ]
        }
        """
            .formatted(commit, Diary.digest('a'), Diary.digest('b')),
        diary.belay("history", "-n", "1", "-o", "json").out());
    assertEquals(
        """
        {
          "schema" : "belay/v1",
          "digest" : "%s",
          "pins" : [ {
            "service" : "api",
            "environment" : "production",
            "image" : "main",
            "from" : {
              "commit" : "%s",
              "time" : "2026-05-01T10:00:00Z"
            }
          } ]
        }
        """
            .formatted(Diary.digest('b'), commit),
        diary.belay("where", "bbbbbbbb", "-o", "json").out());
  }

  @Test
  void aPartialCloneFetchesWhatItLacksOrSaysSo() {
    diary.pin("production", "api", 'b').commit("Two");
    diary.git("config", "uploadpack.allowFilter", "true");
    diary.git("clone", "-q", "--bare", "--filter=blob:none", "file://" + folder, "partial.git");
    var asked = diary.belay("where", "bbbbbbb", "-R", "partial.git");
    assertEquals(0, asked.code(), asked.err());
    assertTrue(asked.out().contains("production"), asked.out());
    diary.git("clone", "-q", "--bare", "--filter=blob:none", "file://" + folder, "cut-off.git");
    diary.git("-C", "cut-off.git", "remote", "set-url", "origin", "file:///nowhere");
    var ran = diary.belay("where", "bbbbbbb", "-R", "cut-off.git");
    assertEquals(3, ran.code(), ran.err());
    assertTrue(ran.err().contains("lacks an object of its own history"), ran.err());
  }

  @Test
  void aShallowCloneSaysWhatItCannotKnow() throws IOException {
    diary.pin("production", "api", 'b').commit("Two");
    diary.git("clone", "-q", "--depth", "1", "file://" + folder, "shallow");
    assertTrue(Files.isDirectory(folder.resolve("shallow")));
    var ran = diary.belay("history", "api", "-e", "production", "-R", "shallow");
    assertEquals(0, ran.code(), ran.err());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("git fetch --unshallow"), ran.err());
  }
}
