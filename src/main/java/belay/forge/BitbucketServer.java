package belay.forge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Bitbucket Data Center's REST API:
/// <https://developer.atlassian.com/server/bitbucket/rest/v906/api-group-pull-requests/>.
record BitbucketServer(ForgeRepository place) implements Vendor {
  private static final String HEADS = "refs/heads/";

  @Override
  public Keys keys() {
    return new Keys("fromRef.id", "toRef.id", "id", "links.self.href");
  }

  @Override
  public String page(BranchProposal change) {
    return "%s/%s/pull-requests?create&sourceBranch=%s&targetBranch=%s"
        .formatted(
            place.web(),
            repository(),
            Urls.encode(HEADS + change.branch()),
            Urls.encode(HEADS + change.base()));
  }

  /// `~ada` is a person's own project; clone URLs over http begin with `scm/`.
  private String project() {
    var owner = place.owner().startsWith("scm/") ? place.owner().substring(4) : place.owner();
    return owner.substring(owner.lastIndexOf('/') + 1);
  }

  private String repository() {
    return "projects/%s/repos/%s".formatted(Urls.encode(project()), Urls.encode(place.name()));
  }

  @Override
  public List<String> lists(BranchProposal change) {
    return List.of(
        collection() + "?state=OPEN&direction=OUTGOING&at=" + Urls.encode(HEADS + change.branch()));
  }

  @Override
  public Object listed(Object answer) {
    return Answers.map(answer).getOrDefault("values", List.of());
  }

  @Override
  public String ref(String branch) {
    return HEADS + branch;
  }

  @Override
  public String collection() {
    return "/" + repository() + "/pull-requests";
  }

  @Override
  public Map<String, Object> creation(BranchProposal change) {
    return Map.of(
        "title", change.title(),
        "description", change.body(),
        "fromRef", end(change.branch()),
        "toRef", end(change.base()));
  }

  private Map<String, Object> end(String branch) {
    return Map.of(
        "id",
        HEADS + branch,
        "repository",
        Map.of("slug", place.name(), "project", Map.of("key", project())));
  }

  /// The version that was seen keeps a change by others from being overwritten; a PUT without the
  /// reviewers would send them away.
  @Override
  public Map<String, Object> update(BranchProposal change, Open open) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("title", change.title());
    fields.put("description", change.body());
    fields.put("version", open.whole().getOrDefault("version", 0));
    fields.put(
        "reviewers",
        Answers.maps(open.whole().getOrDefault("reviewers", List.of())).stream()
            .flatMap(reviewer -> Answers.text(reviewer, "user.name").stream())
            .map(name -> Map.of("user", Map.of("name", name)))
            .toList());
    return fields;
  }
}
