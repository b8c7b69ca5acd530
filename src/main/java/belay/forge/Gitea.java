package belay.forge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The API of Gitea and Forgejo, which is GitHub's but for its token and for lists that cannot be
/// asked for one branch: <https://docs.gitea.com/api/1.22/#tag/repository>.
record Gitea(ForgeRepository place, GitHub like) implements Vendor {
  private static final int PAGES = 20;
  private static final int A_PAGE = 50;

  Gitea(ForgeRepository place) {
    this(place, new GitHub(place));
  }

  @Override
  public String page(BranchProposal change) {
    return "%s/%s/compare/%s...%s"
        .formatted(place.web(), place.path(), Urls.path(change.base()), Urls.path(change.branch()));
  }

  @Override
  public Map.Entry<String, String> authorization(String token) {
    return Map.entry("Authorization", "token " + token);
  }

  @Override
  public List<String> lists(BranchProposal change) {
    return IntStream.rangeClosed(1, PAGES)
        .mapToObj(page ->
            collection() + "?state=open&sort=recentupdate&limit=%d&page=%d".formatted(A_PAGE, page))
        .toList();
  }

  @Override
  public Optional<Open> find(BranchProposal change, Object answer) {
    return like.find(change, answer);
  }

  @Override
  public String collection() {
    return like.collection();
  }

  @Override
  public Map<String, Object> creation(BranchProposal change) {
    return like.creation(change);
  }

  @Override
  public String updateMethod() {
    return like.updateMethod();
  }

  @Override
  public Map<String, Object> update(BranchProposal change, Open open) {
    return like.update(change, open);
  }

  @Override
  public String url(Map<String, Object> request) {
    return like.url(request);
  }
}
