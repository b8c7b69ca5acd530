package belay.forge;

import java.util.List;
import java.util.Map;

/// GitHub's REST API: <https://docs.github.com/en/rest/pulls/pulls>.
class GitHub implements Vendor {
  final ForgeRepository place;

  GitHub(ForgeRepository place) {
    this.place = place;
  }

  @Override
  public Keys keys() {
    return new Keys("head.ref", "base.ref", "number", "html_url");
  }

  @Override
  public String page(BranchProposal change) {
    return "%s/%s/compare/%s...%s?expand=1"
        .formatted(place.web(), place.path(), Urls.path(change.base()), Urls.path(change.branch()));
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
}
