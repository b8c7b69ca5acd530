package belay.forge;

import java.util.List;
import java.util.Map;

/// Bitbucket Cloud's REST API:
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/>.
record BitbucketCloud(ForgeRepository place) implements Vendor {
  @Override
  public Keys keys() {
    return new Keys("source.branch.name", "destination.branch.name", "id", "links.html.href");
  }

  @Override
  public String page(BranchProposal change) {
    return "%s/%s/pull-requests/new?source=%s&dest=%s"
        .formatted(
            place.web(), place.path(), Urls.encode(change.branch()), Urls.encode(change.base()));
  }

  @Override
  public List<String> lists(BranchProposal change) {
    var query =
        "state=\"OPEN\" AND source.branch.name=\"%s\" AND destination.branch.name=\"%s\""
            .formatted(change.branch(), change.base());
    return List.of(collection() + "?q=" + Urls.encode(query));
  }

  @Override
  public Object listed(Object answer) {
    return Answers.map(answer).getOrDefault("values", List.of());
  }

  @Override
  public String collection() {
    return "/repositories/" + Urls.path(place.path()) + "/pullrequests";
  }

  @Override
  public Map<String, Object> creation(BranchProposal change) {
    return Map.of(
        "title", change.title(),
        "description", change.body(),
        "source", branch(change.branch()),
        "destination", branch(change.base()),
        "close_source_branch", true);
  }

  private static Map<String, Object> branch(String name) {
    return Map.of("branch", Map.of("name", name));
  }

  /// A PUT without the reviewers would send them away.
  @Override
  public Map<String, Object> update(BranchProposal change, Open open) {
    return Map.of(
        "title", change.title(),
        "description", change.body(),
        "reviewers",
            Answers.maps(open.whole().getOrDefault("reviewers", List.of())).stream()
                .flatMap(reviewer -> Answers.text(reviewer, "uuid").stream())
                .map(uuid -> Map.of("uuid", uuid))
                .toList());
  }
}
