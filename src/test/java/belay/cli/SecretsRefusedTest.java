package belay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Each place that takes an address, given one with a password: refused before anything is written,
/// and never repeated.
final class SecretsRefusedTest {
  private static final String SECRET = "user:s3cretpw@reg.example.com";
  private static final String URL = "https://user:s3cretpw@git.example.com/a.git";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyPlace() {
    return Stream.of(
            "init new --registry " + SECRET,
            "init new --registry " + SECRET + "/shop",
            "init new --url " + SECRET,
            "init new --url " + URL,
            "init new --url https://s3cretpw@git.example.com/a.git",
            "init new --url HTTPS://user:s3cretpw@git.example.com/a.git",
            "init new --url https://git.example.com/a.git?token=s3cretpw",
            "init new --url ssh://git:s3cretpw@git.example.com/a.git",
            "init new --project " + SECRET,
            "init new --codeowners " + SECRET,
            "init " + SECRET,
            "init user:s3cretpw@git.example.com:a.git",
            "add api --image " + SECRET + "/api:1 -R gitops",
            "add api --image s3cretpw@reg.example.com/api -R gitops",
            "add api --image https://s3cretpw@reg.example.com/api -R gitops",
            "add api --dev-image " + SECRET + "/api -R gitops",
            "add api --image a/b --chart " + SECRET + " -R gitops",
            "add api --image a/b --chart " + URL + " --chart-path x -R gitops",
            "add api --image a/b --chart user:s3cretpw@h:a.git --chart-path x -R gitops",
            "add api --image a/b --chart https://h/a.git?token=s3cretpw --chart-path x -R gitops",
            "add api --image a/b --chart oci://user:s3cretpw@h/a/b --chart-version 1.2.3 -R gitops",
            "add api --image a/b --chart git+https://user:s3cretpw@h/a.git --chart-path x -R"
                + " gitops",
            "add api --image a/b --chart https://h/c?sig=s3cretpw --chart-name x --chart-version"
                + " 1.2.3 -R gitops",
            "add api -R " + SECRET,
            "deploy api=" + SECRET + "/api:1 -e production -R gitops",
            "deploy api --image " + SECRET + "/api:1 -e production -R gitops",
            "deploy api --tag " + SECRET + " -e production -R gitops",
            "deploy api --digest " + SECRET + " -e production -R gitops",
            "deploy api --tag 1 -e production -R gitops --wait --argocd " + SECRET,
            "deploy api --tag 1 -e production -R gitops --plain-http " + SECRET,
            "deploy api --tag 1 -e production -R gitops --revision " + SECRET,
            "promote api=" + SECRET + "/api:1 --to production -R gitops",
            "push layout " + SECRET + "/api:1",
            "push layout reg.example.com/api --tag " + SECRET,
            "digest " + SECRET + "/api:1",
            "digest s3cretpw@reg.example.com/api:1",
            "where " + SECRET + " -R gitops",
            "where " + SECRET + "/api@sha256:1234567 -R gitops",
            "status --live --argocd https://reg.example.com?token=s3cretpw -R gitops",
            "status -R " + SECRET,
            "status --repo " + URL,
            "init " + URL,
            "deploy api --tag 1 -e production -R https://s3cretpw@git.example.com/a.git",
            "history -R ssh://git:s3cretpw@git.example.com/a.git",
            "history -R u:s3cretpw@git.example.com",
            "history -R https://git.example.com/a.git?access_token=s3cretpw",
            "rollback api -e production --to " + SECRET + " -R gitops",
            "digest --output " + SECRET,
            "status --at " + SECRET + " -R gitops")
        .map(line -> dynamicTest(line, () -> refused(Map.of(), line)));
  }

  @TestFactory
  Stream<DynamicTest> everyVariable() {
    return Stream.of(
            List.of("BELAY_REGISTRY", SECRET, "init new"),
            List.of("BELAY_URL", URL, "init new"),
            List.of("BELAY_CHART", URL, "add api --image a/b --chart-path x -R gitops"),
            List.of("BELAY_IMAGE", SECRET + "/api", "add api -R gitops"),
            List.of("BELAY_REPO", SECRET, "status"),
            List.of("BELAY_ARGOCD", SECRET, "status --live -R gitops"),
            List.of("ARGOCD_SERVER", SECRET, "status --live -R gitops"))
        .map(row ->
            dynamicTest(
                row.getFirst(), () -> refused(Map.of(row.getFirst(), row.get(1)), row.get(2))));
  }

  @TestFactory
  Stream<DynamicTest> everyKeyOfTheConfiguration() {
    return Stream.of(
            "registry: " + SECRET,
            "registry: s3cretpw@reg.example.com",
            "argocd: {server: 'https://user:s3cretpw@argocd.example.com'}",
            "argocd: {server: 'https://argocd.example.com/?token=s3cretpw'}",
            "argocd: {project: '" + SECRET + "'}",
            "forge: {api: 'https://user:s3cretpw@git.example.com'}",
            "environments: [{name: production, cluster: '" + URL + "'}]",
            "environments: [{name: '" + SECRET + "'}]",
            "paths: {values: '" + URL + "'}",
            "'" + SECRET + "': x")
        .map(text ->
            dynamicTest(
                text,
                () -> {
                  Files.writeString(folder.resolve("given.yaml"), text + "\n");
                  refused(Map.of(), "status --config given.yaml -R gitops");
                }));
  }

  @TestFactory
  Stream<DynamicTest> noForgedTrailers() {
    var forged = "x\n\nBelay-Action: rollback";
    return Stream.of(
            new String[] {"deploy", "api", "--tag", "1", "-e", "production", "-m", forged},
            new String[] {"promote", "api", "--to", "production", "-m", "a\r belay-override : yes"},
            new String[] {"promote", "api", "--to", "production", "--override", forged},
            new String[] {"rollback", "api", "-e", "production", "--reason", "Belay-Hold: x"},
            new String[] {"release", "api", "-m", "x\u2028Belay-Hold: x"})
        .map(line ->
            dynamicTest(
                Arrays.toString(line),
                () -> {
                  var ran = Ran.in(folder, line);
                  assertEquals(2, ran.code(), ran.err());
                  assertEquals(true, ran.err().contains("begins with Belay-"), ran.err());
                }));
  }

  @Test
  void aMessageInAVariableIsNoWayAround() {
    var ran =
        Ran.in(
            folder,
            Map.of("BELAY_MESSAGE", "x\nBelay-Override: yes"),
            "deploy",
            "api",
            "--tag",
            "1",
            "-e",
            "production");
    assertEquals(2, ran.code(), ran.err());
    assertEquals(true, ran.err().contains("begins with Belay-"), ran.err());
  }

  private void refused(Map<String, String> variables, String line) throws IOException {
    var gitops = folder.resolve("gitops");
    if (!Files.exists(gitops)) {
      var made =
          Ran.in(
              folder,
              "init",
              "gitops",
              "--registry",
              "reg.example.com",
              "--url",
              "https://h/r.git");
      assertEquals(0, made.code(), made.err());
    }
    for (var more : List.of(List.<String>of(), List.of("-vv"), List.of("-o", "json"))) {
      var all = Stream.concat(Arrays.stream(line.split(" ")), more.stream());
      var ran = Ran.in(folder, variables, all.toArray(String[]::new));
      assertEquals(2, ran.code(), ran.err());
      assertFalse((ran.out() + ran.err()).contains("s3cretpw"), ran.out() + ran.err());
      assertFalse(Files.exists(folder.resolve("new")), "nothing is written");
    }
  }
}
