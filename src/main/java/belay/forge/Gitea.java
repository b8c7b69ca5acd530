package belay.forge;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The API of Gitea and Forgejo, which is GitHub's but for its token and for lists that cannot be
/// asked for one branch: <https://docs.gitea.com/api/1.22/#tag/repository>.
final class Gitea extends GitHub {
  private static final int PAGES = 20;
  private static final int A_PAGE = 50;

  Gitea(ForgeRepository place) {
    super(place);
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
}
