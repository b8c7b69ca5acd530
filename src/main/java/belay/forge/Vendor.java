package belay.forge;

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

  /// Where an API's answers say what: paths of keys, as in [Answers#text].
  ///
  /// @param branch the branch to be merged, as [#ref] writes it
  /// @param base the branch that it is merged into, the same way
  /// @param number what names a request in the addresses
  /// @param url its page
  record Keys(String branch, String base, String number, String url) {}

  /// Where answers say what.
  Keys keys();

  /// The page on which a person opens the request.
  String page(BranchProposal change);

  /// The header that carries a token.
  default Map.Entry<String, String> authorization(String token) {
    return Map.entry("Authorization", "Bearer " + token);
  }

  /// The addresses, below the API's, of lists in which an open request of this branch would stand;
  /// each is asked in turn until one is empty.
  List<String> lists(BranchProposal change);

  /// What the answer to one of these lists.
  default Object listed(Object answer) {
    return answer;
  }

  /// A branch in what is listed.
  default String ref(String branch) {
    return branch;
  }

  /// The open request of this branch in the answer to one of these; empty where it is not there.
  default Optional<Open> find(BranchProposal change, Object answer) {
    var branch = Optional.of(ref(change.branch()));
    var base = Optional.of(ref(change.base()));
    return Answers.maps(listed(answer)).stream()
        .filter(open -> Answers.text(open, keys().branch()).equals(branch))
        .filter(open -> Answers.text(open, keys().base()).equals(base))
        .flatMap(open ->
            Answers.text(open, keys().number()).stream()
                .map(number -> new Open(collection() + "/" + number, url(open), open)))
        .findFirst();
  }

  /// The address that opens one.
  String collection();

  /// What is sent there.
  Map<String, Object> creation(BranchProposal change);

  /// The method that changes a request.
  default String updateMethod() {
    return "PUT";
  }

  /// What is sent to change one; its reviewers and all else stay as they are.
  Map<String, Object> update(BranchProposal change, Open open);

  /// The page of a request that was opened or changed.
  default String url(Map<String, Object> request) {
    return Answers.text(request, keys().url()).orElse("");
  }
}
