package belay.forge;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.net.Body;
import belay.net.Http;
import belay.net.Request;
import belay.net.Response;
import belay.net.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The conversation with one server about one branch.
final class Requests {
  private static final int LARGEST = 8 << 20;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final Http http;
  private final Vendor vendor;
  private final String api;
  private final Map.Entry<String, String> authorization;

  Requests(Http http, Vendor vendor, String api, String token) {
    this.http = http;
    this.vendor = vendor;
    this.api = api;
    this.authorization = vendor.authorization(token);
  }

  Opened propose(BranchProposal change) {
    var open = find(change);
    if (open.isPresent()) {
      return update(change, open.get());
    }
    var answer = create(change);
    if (answer.filter(Response::ok).isPresent()) {
      return new Opened.Created(url(answer.get()));
    }
    // somebody else may have opened it just now, or the answer to our own was lost
    var after = find(change);
    if (after.isPresent()) {
      return update(change, after.get());
    }
    throw refused(
        "opening the request",
        answer.orElseThrow(() ->
            new Failure(
                Kind.UNREACHABLE,
                "%s broke off while the request was opened".formatted(api),
                "try again")));
  }

  private Optional<Vendor.Open> find(BranchProposal change) {
    for (var list : vendor.lists(change)) {
      var response = http.send(request("GET", list));
      if (!response.ok()) {
        throw refused("looking for the request", response);
      }
      var answer = Answers.read(response.body()).orElse("");
      var found = vendor.find(change, answer);
      if (found.isPresent() || isEmpty(answer)) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean isEmpty(Object answer) {
    return answer instanceof java.util.List<?> list && list.isEmpty();
  }

  /// A single time: a second try of what may have worked could open a second request.
  private Optional<Response> create(BranchProposal change) {
    try {
      return Optional.of(
          http.once(with(request("POST", vendor.collection()), vendor.creation(change))));
    } catch (IOException e) {
      if (e instanceof java.net.ConnectException) {
        throw Unreachable.because(URI.create(api), e);
      }
      return Optional.empty();
    }
  }

  private Opened update(BranchProposal change, Vendor.Open open) {
    var response =
        http.send(
            with(request(vendor.updateMethod(), open.address()), vendor.update(change, open)));
    if (!response.ok()) {
      throw refused("updating " + open.url(), response);
    }
    return new Opened.Updated(open.url());
  }

  private Request request(String method, String path) {
    return Request.of(method, URI.create(api + path))
        .header("Accept", "application/json")
        .header("User-Agent", "belay")
        .header(authorization.getKey(), authorization.getValue())
        .limit(LARGEST);
  }

  private static Request with(Request request, Map<String, Object> fields) {
    return request
        .header("Content-Type", "application/json")
        .body(new Body.Bytes(Answers.write(fields)));
  }

  private String url(Response response) {
    return vendor.url(Answers.map(Answers.read(response.body()).orElse("")));
  }

  private Failure refused(String doing, Response response) {
    var kind =
        switch (response.status()) {
          case UNAUTHORIZED, FORBIDDEN -> Kind.AUTH;
          case NOT_FOUND -> Kind.NOT_FOUND;
          default -> Kind.REFUSED;
        };
    var words = Answers.message(response.body());
    var failure =
        new Failure(
            kind,
            "%s: %s answers %d".formatted(doing, api, response.status()),
            "check the token and what it allows");
    return words.isEmpty() ? failure : failure.because(words);
  }
}
