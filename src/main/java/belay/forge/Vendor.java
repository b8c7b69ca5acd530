package belay.forge;

import belay.net.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How one kind of server wants to be spoken to about pull requests.
interface Vendor {
  /// A request that is open.
  ///
  /// @param address its resource in the API
  /// @param url its page
  /// @param whole all that the API said of it
  record Open(String address, String url, Map<String, Object> whole) {}

  /// The page on which a person opens the request.
  String page(BranchProposal change);

  /// The header that carries a token.
  Map.Entry<String, String> authorization(String token);

  /// The addresses, below the API's, of lists in which an open request of this branch would stand;
  /// each is asked in turn until one is empty.
  List<String> lists(BranchProposal change);

  /// The open request of this branch in the answer to one of these; empty where it is not there.
  Optional<Open> find(BranchProposal change, Object answer);

  /// The address that opens one.
  String collection();

  /// What is sent there.
  Map<String, Object> creation(BranchProposal change);

  /// The method that changes a request.
  String updateMethod();

  /// What is sent to change one; its reviewers and all else stay as they are.
  Map<String, Object> update(BranchProposal change, Open open);

  /// The page of a request that was opened or changed.
  String url(Map<String, Object> request);

  /// The server's own words about what it refused.
  default String words(Response response) {
    return Answers.message(response.body());
  }
}
