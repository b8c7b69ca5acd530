package belay.forge;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// GitHub's REST API: <https://docs.github.com/en/rest/pulls/pulls>.
record GitHub(ForgeRepository place) implements Vendor {
  @Override
  public String page(BranchProposal change) {
    return "%s/%s/compare/%s...%s?expand=1"
        .formatted(place.web(), place.path(), Urls.path(change.base()), Urls.path(change.branch()));
  }

  @Override
  public Map.Entry<String, String> authorization(String token) {
    return Map.entry("Authorization", "Bearer " + token);
  }

  @Override
  public List<String> lists(BranchProposal change) {
    return List.of(
        collection()
            + "?state=open&head=%s&base=%s"
                .formatted(
                    Urls.encode(place.owner() + ":" + change.branch()),
                    Urls.encode(change.base())));
  }

  @Override
  public Optional<Open> find(BranchProposal change, Object answer) {
    return Answers.maps(answer).stream()
        .filter(pull -> Answers.text(pull, "head", "ref").equals(Optional.of(change.branch())))
        .filter(pull -> Answers.text(pull, "base", "ref").equals(Optional.of(change.base())))
        .flatMap(pull ->
            Answers.text(pull, "number").stream()
                .map(number -> new Open(collection() + "/" + number, url(pull), pull)))
        .findFirst();
  }

  @Override
  public String collection() {
    return "/repos/" + Urls.path(place.path()) + "/pulls";
  }

  @Override
  public Map<String, Object> creation(BranchProposal change) {
    return Map.of(
        "title", change.title(),
        "body", change.body(),
        "head", change.branch(),
        "base", change.base());
  }

  @Override
  public String updateMethod() {
    return "PATCH";
  }

  @Override
  public Map<String, Object> update(BranchProposal change, Open open) {
    return Map.of("title", change.title(), "body", change.body());
  }

  @Override
  public String url(Map<String, Object> request) {
    return Answers.text(request, "html_url").orElse("");
  }
}
