package belay.forge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import belay.forge.ForgeSettings.Kind;
import belay.host.Host;
import belay.host.Log;
import belay.host.Streams;
import belay.peers.ForgeStandIn;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each vendor's API by a server that stands in for it, over a real socket.
final class ForgeTest {
  private static final String BRANCH = "belay/promote-production-api-0123abcd";

  private record Vendor(Kind kind, String path, Supplier<ForgeStandIn> start) {}

  private static final List<Vendor> VENDORS =
      List.of(
          new Vendor(Kind.GITHUB, "shop/gitops.git", ForgeStandIn::github),
          new Vendor(Kind.GITEA, "shop/gitops.git", ForgeStandIn::gitea),
          new Vendor(
              Kind.GITLAB, "shop/team/gitops.git", () -> ForgeStandIn.gitlab("shop/team/gitops")),
          new Vendor(Kind.BITBUCKET, "shop/gitops.git", ForgeStandIn::bitbucket),
          new Vendor(Kind.BITBUCKET_SERVER, "scm/SHOP/gitops.git", ForgeStandIn::bitbucketServer));

  private static Host host(Map<String, String> env) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Host(
        Path.of("/"),
        env,
        new Streams(InputStream.nullInputStream(), nowhere, nowhere, false, false, false),
        InstantSource.system(),
        RandomGenerator.getDefault());
  }

  private static Opened propose(
      Map<String, String> env, String remote, ForgeSettings settings, String title) {
    try (var forge = Forge.open(host(env), Log.none(), Optional.empty())) {
      return forge.propose(
          new BranchProposal(remote, BRANCH, "main", title, "text of " + title), settings);
    }
  }

  private static Opened propose(Vendor vendor, ForgeStandIn server, String title) {
    return propose(
        Map.of("BELAY_FORGE_TOKEN", ForgeStandIn.TOKEN),
        server.address() + "/" + vendor.path(),
        new ForgeSettings(Optional.of(vendor.kind()), Optional.of(server.address())),
        title);
  }

  private static Stream<DynamicTest> each(
      java.util.function.BiConsumer<Vendor, ForgeStandIn> test) {
    return VENDORS.stream()
        .map(vendor ->
            dynamicTest(
                vendor.kind().toString(),
                () -> {
                  try (var server = vendor.start().get()) {
                    test.accept(vendor, server);
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> theSameRequestIsUpdatedAndNotOpenedTwice() {
    return each((vendor, server) -> {
      var first = propose(vendor, server, "first");
      assertTrue(first instanceof Opened.Created, first.toString());
      assertEquals(1, server.pulls().size());
      var pull = server.pulls().getFirst();
      assertEquals(List.of(BRANCH, "main", "first", "text of first"), said(pull));
      var second = propose(vendor, server, "second");
      assertTrue(second instanceof Opened.Updated, second.toString());
      assertEquals(1, server.pulls().size());
      assertEquals(List.of(BRANCH, "main", "second", "text of second"), said(pull));
      assertEquals(((Opened.Created) first).url(), ((Opened.Updated) second).url());
      assertTrue(((Opened.Created) first).url().startsWith("https://forge.example.com/"));
    });
  }

  private static List<String> said(ForgeStandIn.Pull pull) {
    return List.of(pull.head, pull.base, pull.title, pull.body);
  }

  @TestFactory
  Stream<DynamicTest> aRequestThatWasClosedIsLeftAlone() {
    return each((vendor, server) -> {
      propose(vendor, server, "first");
      server.pulls().getFirst().open = false;
      var again = propose(vendor, server, "second");
      assertTrue(again instanceof Opened.Created, again.toString());
      assertEquals("first", server.pulls().getFirst().title);
    });
  }

  @TestFactory
  Stream<DynamicTest> anAnswerThatGotLostOpensNoSecondRequest() {
    return each((vendor, server) -> {
      server.loseAnswer();
      var opened = propose(vendor, server, "first");
      assertTrue(opened instanceof Opened.Updated, opened.toString());
      assertEquals(1, server.pulls().size());
    });
  }

  @TestFactory
  Stream<DynamicTest> reviewersStay() {
    return each((vendor, server) -> {
      propose(vendor, server, "first");
      server.pulls().getFirst().reviewers = List.of("{ada}", "{bob}");
      propose(vendor, server, "second");
      assertEquals(List.of("{ada}", "{bob}"), server.pulls().getFirst().reviewers);
    });
  }

  @TestFactory
  Stream<DynamicTest> aTokenThatIsRefusedLeavesItToTheUser() {
    return each((vendor, server) -> {
      var opened =
          propose(
              Map.of("BELAY_FORGE_TOKEN", "wrong"),
              server.address() + "/" + vendor.path(),
              new ForgeSettings(Optional.of(vendor.kind()), Optional.of(server.address())),
              "first");
      assertTrue(opened instanceof Opened.ToOpen, opened.toString());
      var open = (Opened.ToOpen) opened;
      assertEquals(
          "looking for the request: %s answers 401: Bad credentials".formatted(server.address()),
          open.why());
      assertTrue(open.url().startsWith(server.address()), open.url());
      assertEquals(List.of(), server.pulls());
    });
  }

  @Test
  void aRequestOnALaterPageIsFound() {
    try (var server = ForgeStandIn.gitea()) {
      for (var n = 0; n < 60; n++) {
        server.add("other-" + n, "main");
      }
      server.add(BRANCH, "main");
      var opened = propose(VENDORS.get(1), server, "first");
      assertTrue(opened instanceof Opened.Updated, opened.toString());
      assertEquals("first", server.pulls().getLast().title);
    }
  }

  @Test
  void withoutATokenThePageIsNamed() {
    check(
        "https://github.com/shop/gitops.git",
        open -> {
          assertEquals(
              "https://github.com/shop/gitops/compare/main...%s?expand=1".formatted(BRANCH),
              open.url());
          assertEquals("no token: set GH_TOKEN to have it opened", open.why());
        });
    check(
        "git@gitlab.com:shop/team/gitops.git",
        open ->
            assertEquals(
                "https://gitlab.com/shop/team/gitops/-/merge_requests/new?merge_request"
                    + "%5Bsource_branch%5D=belay%2Fpromote-production-api-0123abcd"
                    + "&merge_request%5Btarget_branch%5D=main",
                open.url()));
    check(
        "ssh://git@altssh.bitbucket.org:443/shop/gitops.git",
        open ->
            assertEquals(
                "https://bitbucket.org/shop/gitops/pull-requests/new"
                    + "?source=belay%2Fpromote-production-api-0123abcd&dest=main",
                open.url()));
    check(
        "https://codeberg.org/shop/gitops",
        open ->
            assertEquals("https://codeberg.org/shop/gitops/compare/main..." + BRANCH, open.url()));
    check(
        "https://bitbucket.example.com/scm/shop/gitops.git",
        open ->
            assertEquals(
                "https://bitbucket.example.com/projects/shop/repos/gitops/pull-requests?create"
                    + "&sourceBranch=refs%2Fheads%2Fbelay%2Fpromote-production-api-0123abcd"
                    + "&targetBranch=refs%2Fheads%2Fmain",
                open.url()));
    check(
        "https://git.example.com/gitops.git",
        open -> {
          assertEquals("", open.url());
          assertEquals(
              "what kind of server git.example.com is, its name does not tell: set forge.kind in"
                  + " belay.yaml",
              open.why());
        });
    check("file:///srv/gitops.git", open -> assertEquals("", open.url()));
  }

  private static void check(String remote, Consumer<Opened.ToOpen> test) {
    var opened =
        propose(Map.of(), remote, new ForgeSettings(Optional.empty(), Optional.empty()), "t");
    assertTrue(opened instanceof Opened.ToOpen, opened.toString());
    test.accept((Opened.ToOpen) opened);
  }

  @Test
  void aTokenGoesToItsOwnServerOnly() {
    var tokens =
        new ForgeTokens(host(Map.of("GITHUB_TOKEN", "a", "GITLAB_TOKEN", "b", "GITEA_TOKEN", "c")));
    assertEquals(Optional.of("a"), tokens.find(Kind.GITHUB, "github.com"));
    assertEquals(Optional.empty(), tokens.find(Kind.GITHUB, "github.example.com"));
    assertEquals(Optional.empty(), tokens.find(Kind.GITLAB, "evil.example.com"));
    assertEquals(Optional.of("c"), tokens.find(Kind.GITEA, "gitea.com"));
    var own =
        new ForgeTokens(
            host(Map.of("GITLAB_TOKEN", "b", "CI_SERVER_URL", "https://git.example.com:8443")));
    assertEquals(Optional.of("b"), own.find(Kind.GITLAB, "git.example.com"));
    assertEquals(Optional.empty(), own.find(Kind.GITLAB, "gitlab.com"));
  }

  @Test
  void aRepositoryCannotSendATokenElsewhere() {
    try (var server = ForgeStandIn.github()) {
      var opened =
          propose(
              Map.of("GITHUB_TOKEN", ForgeStandIn.TOKEN),
              "https://github.com/shop/gitops.git",
              new ForgeSettings(Optional.of(Kind.GITHUB), Optional.of(server.address())),
              "first");
      assertEquals(
          "the token is not sent to %s, which is not github.com by https"
              .formatted(server.address()),
          ((Opened.ToOpen) opened).why());
      assertEquals(List.of(), server.requests());
    }
  }

  @Test
  void aServerThatIsDownLeavesItToTheUser() {
    String address;
    try (var server = ForgeStandIn.github()) {
      address = server.address();
    }
    var opened =
        propose(
            Map.of("BELAY_FORGE_TOKEN", "t"),
            address + "/shop/gitops.git",
            new ForgeSettings(Optional.of(Kind.GITHUB), Optional.of(address)),
            "first");
    assertTrue(opened instanceof Opened.ToOpen, opened.toString());
    assertTrue(((Opened.ToOpen) opened).url().contains("/compare/main..."));
  }
}
