package belay.forge;

import java.util.List;
import java.util.Map;

/// GitLab's REST API: <https://docs.gitlab.com/api/merge_requests/>.
record GitLab(ForgeRepository place) implements Vendor {
  @Override
  public Keys keys() {
    return new Keys("source_branch", "target_branch", "iid", "web_url");
  }

  @Override
  public String page(BranchProposal change) {
    return "%s/%s/-/merge_requests/new?merge_request%%5Bsource_branch%%5D=%s&merge_request%%5Btarget_branch%%5D=%s"
        .formatted(
            place.web(), place.path(), Urls.encode(change.branch()), Urls.encode(change.base()));
  }

  @Override
  public Map.Entry<String, String> authorization(String token) {
    return Map.entry("PRIVATE-TOKEN", token);
  }

  @Override
  public List<String> lists(BranchProposal change) {
    return List.of(
        collection()
            + "?state=opened&source_branch=%s&target_branch=%s"
                .formatted(Urls.encode(change.branch()), Urls.encode(change.base())));
  }

  @Override
  public String collection() {
    return "/projects/" + Urls.encode(place.path()) + "/merge_requests";
  }

  @Override
  public Map<String, Object> creation(BranchProposal change) {
    return Map.of(
        "title", change.title(),
        "description", change.body(),
        "source_branch", change.branch(),
        "target_branch", change.base(),
        "remove_source_branch", true);
  }

  @Override
  public Map<String, Object> update(BranchProposal change, Open open) {
    return Map.of("title", change.title(), "description", change.body());
  }
}
