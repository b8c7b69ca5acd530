package belay.argocd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.net.Json;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// States in Argo CD's JSON, and what each says about a deployment.
final class JudgeTest {
  private static final String OURS = "a".repeat(40);
  private static final String OLD = "b".repeat(40);
  private static final String LATER = "c".repeat(40);
  private static final App APP = App.named("api");

  @TestFactory
  Stream<DynamicTest> verdicts() {
    Map<App, Verdict> table = new LinkedHashMap<>();
    table.put(APP.sync("Synced", OURS), new Verdict.Settled());
    table.put(APP.sync("Synced", LATER), new Verdict.Settled());
    table.put(APP.sync("Synced", "1.2.3", OURS), new Verdict.Settled());
    table.put(APP.sync("Synced", OLD), awaited("has not seen the commit yet, is at bbbbbbb"));
    table.put(APP.sync("Unknown"), awaited("has not seen the commit yet"));
    table.put(
        APP.sync("Unknown", "main").condition("ComparisonError", "helm template failed"),
        awaited("cannot be compared with Git (ComparisonError: helm template failed)"));
    table.put(
        APP.sync("Unknown", OURS).condition("OrphanedResourceWarning", "1 orphaned"),
        awaited("sync status Unknown"));
    table.put(APP.sync("OutOfSync", OURS), awaited("OutOfSync"));
    table.put(
        APP.sync("OutOfSync", OURS).manual(),
        awaited("OutOfSync, and its automated sync is off: argocd app sync api"));
    table.put(
        APP.sync("OutOfSync", OURS).operation("Running", "applying", OURS),
        awaited("syncing (applying)"));
    table.put(
        APP.sync("OutOfSync", OURS).operation("Running", "Retrying attempt #2", OLD),
        awaited("OutOfSync, still syncing bbbbbbb (Retrying attempt #2)"));
    table.put(
        APP.sync("OutOfSync", OURS).retried(1, "Retrying attempt #1 at 3:04PM.", OURS),
        awaited("syncing (Retrying attempt #1 at 3:04PM.)"));
    table.put(
        APP.sync("OutOfSync", OURS).retried(2, "no. Retrying attempt #2 at 3:04PM.", OURS),
        new Verdict.Ailing("the sync keeps failing"));
    table.put(
        APP.sync("OutOfSync", OURS).retried(2, "waiting for healthy state of x", OURS),
        awaited("syncing (waiting for healthy state of x)"));
    table.put(
        APP.sync("OutOfSync", OURS).operation("Failed", "no", OURS),
        new Verdict.Failed("the sync failed"));
    table.put(
        APP.sync("Synced", OURS).operation("Error", "hook broke", OURS),
        new Verdict.Failed("the sync failed"));
    table.put(APP.sync("OutOfSync", OURS).operation("Failed", "no", OLD), awaited("OutOfSync"));
    table.put(APP.sync("OutOfSync", LATER).operation("Failed", "no", OURS), awaited("OutOfSync"));
    table.put(
        APP.sync("Synced", OLD).health("Degraded"),
        awaited("has not seen the commit yet, is at bbbbbbb"));
    table.put(APP.sync("Synced", OURS).health("Degraded"), new Verdict.Ailing("Degraded"));
    table.put(
        APP.sync("Synced", OURS).health("Progressing", "1 of 3"),
        awaited("Synced, Progressing (1 of 3)"));
    table.put(APP.sync("Synced", OURS).health("Suspended"), awaited("Synced, Suspended"));
    table.put(APP.sync("Synced", OURS).health("Missing"), awaited("Synced, Missing"));
    table.put(APP.sync("Synced", OURS).health("Brandnew"), awaited("Synced, Unknown"));
    return table.entrySet().stream()
        .map(e ->
            dynamicTest(
                e.getValue().toString(),
                () -> assertEquals(e.getValue(), Judge.of(read(e.getKey()), JudgeTest::isOurs))));
  }

  @Test
  void aHydratedRevisionStandsForTheOneItWasMadeOf() throws IOException {
    var status =
        Map.of(
            "sync", Map.of("status", "Synced", "revision", LATER),
            "health", Map.of("status", "Healthy"),
            "sourceHydrator",
                Map.of("lastSuccessfulOperation", Map.of("drySHA", OURS, "hydratedSHA", LATER)));
    var json = JSON.std.asBytes(Map.of("metadata", Map.of("name", "api"), "status", status));
    assertEquals(List.of(OURS), AppReader.read(Json.parse(json)).sync().revisions());
  }

  @Test
  void wordsFromOutsideAreOneBoundedLineWithoutSecrets() throws IOException {
    var app =
        read(
            APP.sync("Synced", OURS)
                .health("Degraded", "a\u001b[31mb\npassword=hunter22 " + "x".repeat(2000)));
    assertEquals(300, app.health().message().length());
    assertEquals("a [31mb password=… xx", app.health().message().substring(0, 21));
  }

  @Test
  void whatAProgramSaysIsTakenFromBehindItsCommand() throws IOException {
    var app =
        read(
            APP.sync("Unknown", "main")
                .condition(
                    "ComparisonError",
                    "failed running helm: `helm template . %s` failed exit status 1: Error: no digest"
                        .formatted("--set a=b ".repeat(50))));
    assertEquals("ComparisonError: Error: no digest", app.conditions().getFirst().toString());
  }

  private static Verdict awaited(String what) {
    return new Verdict.Awaited(what);
  }

  private static boolean isOurs(String revision) {
    return revision.equals(OURS) || revision.equals(LATER);
  }

  private static AppState read(App app) throws IOException {
    return AppReader.read(Json.parse(JSON.std.asBytes(app.json(1))));
  }
}
