package belay.forge;

import belay.failure.Failure;
import belay.failure.Secrets;
import belay.host.Host;
import belay.host.Log;
import belay.net.Http;
import belay.net.Timeouts;
import belay.net.tls.TlsSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The server that a repository lives on, in so far as it knows pull requests. Nothing is connected
/// to before one is opened.
public final class Forge implements AutoCloseable {
  private final Host host;
  private final Supplier<Http> connect;
  private @Nullable Http http;

  private Forge(Host host, Supplier<Http> connect) {
    this.host = host;
    this.connect = connect;
  }

  /// @param caFile certificates (PEM) to trust besides the system's
  public static Forge open(Host host, Log log, Optional<Path> caFile) {
    var tls = new TlsSettings(caFile, Optional.empty(), Optional.empty());
    return new Forge(host, () -> new Http(host, log, tls, Timeouts.usual()));
  }

  /// Opens a request, or brings the one that is open for the same branch up to date. Without a
  /// token, or where the server is not known, it is left to the user. So it is when the server
  /// refuses: the branch is there by now, and that must not look like a failure of the whole.
  public Opened propose(BranchProposal change, ForgeSettings settings) {
    var place = ForgeRepository.of(change.remote());
    if (place.isEmpty()) {
      return new Opened.ToOpen("", "%s is on no server".formatted(change.remote()));
    }
    var kind = Kinds.of(place.get(), settings);
    if (kind.isEmpty()) {
      return new Opened.ToOpen(
          "",
          "what kind of server %s is, its name does not tell: set forge.kind in belay.yaml"
              .formatted(place.get().host()));
    }
    var vendor = Kinds.vendor(kind.get(), place.get());
    var page = vendor.page(change);
    var token = new ForgeTokens(host).find(kind.get(), place.get().host());
    if (token.isEmpty()) {
      return new Opened.ToOpen(
          page, "no token: " + ForgeTokens.advice(kind.get(), place.get().host()));
    }
    var given = host.env("BELAY_FORGE_API");
    given.ifPresent(address -> Secrets.requireNone("BELAY_FORGE_API", address));
    var api = given.orElseGet(() -> Kinds.api(kind.get(), place.get(), settings));
    if (given.isPresent() ? !Kinds.isSafe(api) : !Kinds.trusted(api, place.get())) {
      return new Opened.ToOpen(
          page,
          "the token is not sent to %s, which is not %s by https"
              .formatted(api, place.get().host()));
    }
    try {
      return new Requests(http(), vendor, api, token.get()).propose(change);
    } catch (Failure failure) {
      return new Opened.ToOpen(
          page,
          failure.causes().isEmpty()
              ? failure.what()
              : failure.what() + ": " + failure.causes().getFirst());
    }
  }

  private synchronized Http http() {
    var open = http == null ? connect.get() : http;
    http = open;
    return open;
  }

  @Override
  public synchronized void close() {
    if (http != null) {
      http.close();
    }
  }
}
