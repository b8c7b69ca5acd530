package belay.forge;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Bitbucket Cloud's REST API:
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/>.
record BitbucketCloud(ForgeRepository place) implements Vendor {
  @Override
  public String page(BranchProposal change) {
    return "%s/%s/pull-requests/new?source=%s&dest=%s"
        .formatted(
            place.web(), place.path(), Urls.encode(change.branch()), Urls.encode(change.base()));
  }

  @Override
  public Map.Entry<String, String> authorization(String token) {
    return Map.entry("Authorization", "Bearer " + token);
  }

  @Override
  public List<String> lists(BranchProposal change) {
    var query =
        "state=\"OPEN\" AND source.branch.name=\"%s\" AND destination.branch.name=\"%s\""
            .formatted(change.branch(), change.base());
    return List.of(collection() + "?q=" + Urls.encode(query));
  }

  @Override
  public Optional<Open> find(BranchProposal change, Object answer) {
    return Answers.maps(Answers.map(answer).getOrDefault("values", List.of())).stream()
        .filter(pull ->
            Answers.text(pull, "source", "branch", "name").equals(Optional.of(change.branch())))
        .filter(pull ->
            Answers.text(pull, "destination", "branch", "name").equals(Optional.of(change.base())))
        .flatMap(pull ->
            Answers.text(pull, "id").stream()
                .map(number -> new Open(collection() + "/" + number, url(pull), pull)))
        .findFirst();
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

  @Override
  public String updateMethod() {
    return "PUT";
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

  @Override
  public String url(Map<String, Object> request) {
    return Answers.text(request, "links", "html", "href").orElse("");
  }
}
