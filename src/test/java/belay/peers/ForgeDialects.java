package belay.peers;

import belay.peers.ForgeStandIn.Answer;
import belay.peers.ForgeStandIn.Asked;
import belay.peers.ForgeStandIn.Dialect;
import belay.peers.ForgeStandIn.Pull;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The vendors' ways to speak, for [ForgeStandIn].
final class ForgeDialects {
  private ForgeDialects() {}

  private static Optional<Answer> take(Pull pull, Asked asked, String body) {
    pull.title = asked.text("title");
    pull.body = asked.text(body);
    return Optional.empty();
  }

  /// docs.github.com/en/rest/pulls/pulls.
  record GitHub(String repository) implements Dialect {
    @Override
    public Map.Entry<String, String> authorization() {
      return Map.entry("Authorization", "Bearer " + ForgeStandIn.TOKEN);
    }

    @Override
    public String collection() {
      return "/repos/" + repository + "/pulls";
    }

    /// Without an owner before the colon `head` filters nothing.
    @Override
    public Object list(Asked asked, List<Pull> open) {
      var owner = repository.substring(0, repository.indexOf('/')) + ":";
      var head = asked.query().getOrDefault("head", "");
      return open.stream()
          .filter(pull -> !head.startsWith(owner) || head.equals(owner + pull.head))
          .filter(pull -> pull.base.equals(asked.query().getOrDefault("base", pull.base)))
          .map(pull -> show(pull))
          .toList();
    }

    @Override
    public Map.Entry<String, String> ends(Asked asked) {
      return Map.entry(asked.text("head"), asked.text("base"));
    }

    @Override
    public Optional<Answer> change(Pull pull, Asked asked, boolean created) {
      return take(pull, asked, "body");
    }

    @Override
    public String updateMethod() {
      return "PATCH";
    }

    @Override
    public Object show(Pull pull) {
      return Map.of(
          "number",
          pull.number,
          "title",
          pull.title,
          "html_url",
          "https://forge.example.com/" + repository + "/pull/" + pull.number,
          "head",
          Map.of("ref", pull.head),
          "base",
          Map.of("ref", pull.base));
    }

    @Override
    public Answer duplicate(Pull there) {
      return new Answer(
          422,
          Map.of(
              "message",
              "Validation Failed",
              "errors",
              List.of(Map.of("message", "A pull request already exists"))));
    }

    @Override
    public Object error(String message) {
      return Map.of("message", message);
    }
  }

  /// docs.gitea.com/api: lists come by pages and cannot be asked for one branch.
  record Gitea(String repository, GitHub like) implements Dialect {
    Gitea(String repository) {
      this(repository, new GitHub(repository));
    }

    @Override
    public Map.Entry<String, String> authorization() {
      return Map.entry("Authorization", "token " + ForgeStandIn.TOKEN);
    }

    @Override
    public String collection() {
      return "/repos/" + repository + "/pulls";
    }

    @Override
    public Object list(Asked asked, List<Pull> open) {
      var limit = Math.min(50, Integer.parseInt(asked.query().getOrDefault("limit", "30")));
      var page = Integer.parseInt(asked.query().getOrDefault("page", "1"));
      return open.stream()
          .skip((long) (page - 1) * limit)
          .limit(limit)
          .map(pull -> show(pull))
          .toList();
    }

    @Override
    public Map.Entry<String, String> ends(Asked asked) {
      return like.ends(asked);
    }

    @Override
    public Optional<Answer> change(Pull pull, Asked asked, boolean created) {
      return like.change(pull, asked, created);
    }

    @Override
    public String updateMethod() {
      return like.updateMethod();
    }

    @Override
    public Object show(Pull pull) {
      return like.show(pull);
    }

    @Override
    public Answer duplicate(Pull there) {
      return new Answer(409, Map.of("message", "pull request already exists for these targets"));
    }

    @Override
    public Object error(String message) {
      return like.error(message);
    }
  }

  /// docs.gitlab.com/api/merge_requests: the project is one part of the path, its slashes encoded.
  record GitLab(String project) implements Dialect {
    @Override
    public Map.Entry<String, String> authorization() {
      return Map.entry("PRIVATE-TOKEN", ForgeStandIn.TOKEN);
    }

    @Override
    public String collection() {
      return "/projects/" + project.replace("/", "%2F") + "/merge_requests";
    }

    @Override
    public Object list(Asked asked, List<Pull> open) {
      return open.stream()
          .filter(_ -> "opened".equals(asked.query().get("state")))
          .filter(pull -> pull.head.equals(asked.query().getOrDefault("source_branch", pull.head)))
          .filter(pull -> pull.base.equals(asked.query().getOrDefault("target_branch", pull.base)))
          .map(pull -> show(pull))
          .toList();
    }

    @Override
    public Map.Entry<String, String> ends(Asked asked) {
      return Map.entry(asked.text("source_branch"), asked.text("target_branch"));
    }

    @Override
    public Optional<Answer> change(Pull pull, Asked asked, boolean created) {
      return take(pull, asked, "description");
    }

    @Override
    public String updateMethod() {
      return "PUT";
    }

    @Override
    public Object show(Pull pull) {
      return Map.of(
          "id", 1000 + pull.number,
          "iid", pull.number,
          "title", pull.title,
          "source_branch", pull.head,
          "target_branch", pull.base,
          "web_url", "https://forge.example.com/" + project + "/-/merge_requests/" + pull.number);
    }

    @Override
    public Answer duplicate(Pull there) {
      return new Answer(
          409, Map.of("message", List.of("Another open merge request already exists")));
    }

    @Override
    public Object error(String message) {
      return Map.of("message", message);
    }
  }

  /// developer.atlassian.com/cloud/bitbucket/rest: a list is an object, and asked in a language of
  /// its own; a second request for the same branches changes the first.
  record BitbucketCloud(String repository) implements Dialect {
    @Override
    public Map.Entry<String, String> authorization() {
      return Map.entry("Authorization", "Bearer " + ForgeStandIn.TOKEN);
    }

    @Override
    public String collection() {
      return "/repositories/" + repository + "/pullrequests";
    }

    @Override
    public Object list(Asked asked, List<Pull> open) {
      var wanted = asked.query().getOrDefault("q", "");
      return Map.of(
          "values",
          open.stream()
              .filter(pull ->
                  wanted.equals(
                      "state=\"OPEN\" AND source.branch.name=\"%s\" AND destination.branch.name=\"%s\""
                          .formatted(pull.head, pull.base)))
              .map(pull -> show(pull))
              .toList());
    }

    @Override
    public Map.Entry<String, String> ends(Asked asked) {
      return Map.entry(
          asked.at("source", "branch", "name"), asked.at("destination", "branch", "name"));
    }

    @Override
    public Optional<Answer> change(Pull pull, Asked asked, boolean created) {
      if (!created || asked.body().containsKey("reviewers")) {
        pull.reviewers =
            items(asked.body().getOrDefault("reviewers", List.of()))
                .map(item -> text(item, "uuid"))
                .toList();
      }
      return take(pull, asked, "description");
    }

    @Override
    public String updateMethod() {
      return "PUT";
    }

    @Override
    public Object show(Pull pull) {
      return Map.of(
          "id", pull.number,
          "source", Map.of("branch", Map.of("name", pull.head)),
          "destination", Map.of("branch", Map.of("name", pull.base)),
          "reviewers", pull.reviewers.stream().map(uuid -> Map.of("uuid", uuid)).toList(),
          "links",
              Map.of(
                  "html",
                  Map.of(
                      "href",
                      "https://forge.example.com/"
                          + repository
                          + "/pull-requests/"
                          + pull.number)));
    }

    @Override
    public Answer duplicate(Pull there) {
      return new Answer(201, show(there));
    }

    @Override
    public Object error(String message) {
      return Map.of("type", "error", "error", Map.of("message", message));
    }
  }

  /// developer.atlassian.com/server/bitbucket/rest: branches by their full names, and a change
  /// names the version that it is of.
  record BitbucketServer(String project, String repository) implements Dialect {
    private static final String HEADS = "refs/heads/";

    @Override
    public Map.Entry<String, String> authorization() {
      return Map.entry("Authorization", "Bearer " + ForgeStandIn.TOKEN);
    }

    @Override
    public String collection() {
      return "/projects/%s/repos/%s/pull-requests".formatted(project, repository);
    }

    @Override
    public Object list(Asked asked, List<Pull> open) {
      return Map.of(
          "values",
          open.stream()
              .filter(_ -> "OUTGOING".equals(asked.query().get("direction")))
              .filter(pull -> (HEADS + pull.head).equals(asked.query().get("at")))
              .map(pull -> show(pull))
              .toList());
    }

    @Override
    public Map.Entry<String, String> ends(Asked asked) {
      return Map.entry(
          asked.at("fromRef", "id").replace(HEADS, ""), asked.at("toRef", "id").replace(HEADS, ""));
    }

    @Override
    public Optional<Answer> change(Pull pull, Asked asked, boolean created) {
      if (!created) {
        if (!String.valueOf(pull.version).equals(asked.text("version"))) {
          return Optional.of(new Answer(409, error("you are attempting to modify an old version")));
        }
        pull.version = pull.version + 1;
        pull.reviewers =
            items(asked.body().getOrDefault("reviewers", List.of()))
                .map(item -> asked.nameOf(item))
                .toList();
      }
      return take(pull, asked, "description");
    }

    @Override
    public String updateMethod() {
      return "PUT";
    }

    @Override
    public Object show(Pull pull) {
      return Map.of(
          "id", pull.number,
          "version", pull.version,
          "fromRef", Map.of("id", HEADS + pull.head),
          "toRef", Map.of("id", HEADS + pull.base),
          "reviewers",
              pull.reviewers.stream().map(name -> Map.of("user", Map.of("name", name))).toList(),
          "links",
              Map.of(
                  "self",
                  List.of(
                      Map.of("href", "https://forge.example.com/pull-requests/" + pull.number))));
    }

    @Override
    public Answer duplicate(Pull there) {
      return new Answer(409, error("only one pull request may be open for these branches"));
    }

    @Override
    public Object error(String message) {
      return Map.of("errors", List.of(Map.of("message", message)));
    }
  }

  private static Stream<?> items(Object list) {
    return list instanceof List<?> items ? items.stream() : Stream.of();
  }

  private static String text(Object map, String key) {
    return map instanceof Map<?, ?> fields ? String.valueOf(fields.get(key)) : "";
  }
}
