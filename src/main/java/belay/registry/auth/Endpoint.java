package belay.registry.auth;

import belay.net.Http;
import belay.net.Request;
import belay.net.Response;
import belay.net.Unreachable;
import belay.net.proxy.Addresses;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Where one registry is, and whether it speaks TLS.
///
/// Loopback hosts, and those the settings name, are spoken to in plain HTTP, since that is what
/// nearly all of them speak; one that turns out to be a TLS server gets TLS from then on. All
/// others get TLS, whatever they say.
public final class Endpoint {
  private static final String HUB = "registry-1.docker.io";
  private static final int BAD_REQUEST = 400;

  private final String registry;
  private final String authority;
  private volatile boolean tls;
  private volatile boolean settled;

  public Endpoint(String registry, Set<String> plainHttp) {
    this.registry = registry;
    this.authority = registry.equals(AuthFile.HUB) ? HUB : registry;
    var host = URI.create("http://" + authority).getHost();
    var plain =
        Addresses.isLoopback(host) || plainHttp.contains(host) || plainHttp.contains(authority);
    this.tls = !plain;
    this.settled = !plain;
  }

  /// The registry's name as references have it.
  public String registry() {
    return registry;
  }

  /// An address below the registry's root, such as `/v2/…`.
  public URI uri(String path) {
    return URI.create((tls ? "https://" : "http://") + authority + path);
  }

  /// Where the registry's `Location` leads.
  public URI resolve(URI base, String location) {
    return own(base.resolve(location.strip().replace(" ", "%20")));
  }

  /// An address as this registry has it now, when it is one of its own. One that names this
  /// registry but another scheme, or no port, comes from a proxy in front that does not say what it
  /// speaks.
  public URI own(URI target) {
    var own = uri("/");
    var same =
        own.getHost().equalsIgnoreCase(target.getHost())
            && (target.getPort() < 0 || target.getPort() == own.getPort());
    return same ? uri(path(target)) : target;
  }

  /// Whether an address is this registry's: only there its credentials may go.
  public boolean owns(URI uri) {
    var own = uri("/");
    return own.getScheme().equals(uri.getScheme()) && own.getAuthority().equals(uri.getAuthority());
  }

  /// Sends a request to this registry; the first one settles whether it speaks TLS.
  ///
  /// @param retried whether again and again, or a single time
  public Response send(Http http, Request request, boolean retried) throws IOException {
    if (settled) {
      return retried ? http.send(request) : http.once(request);
    }
    try {
      var response = http.once(request);
      if (response.status() == BAD_REQUEST) {
        // what TLS servers answer to plain HTTP, in words that differ and that HEAD does not bring
        return overTls(http, request).orElse(response);
      }
      settled = true;
      return retried ? http.send(request, response) : response;
    } catch (ConnectException e) {
      throw e; // nothing listens: TLS would find the same
    } catch (IOException e) {
      var response = overTls(http, request); // others just hang up
      if (response.isEmpty() && !retried) {
        throw e;
      }
      return response.isPresent() ? response.get() : http.send(request);
    }
  }

  /// The answer over TLS, which is spoken from now on; empty when the server does not speak it.
  private Optional<Response> overTls(Http http, Request request) throws IOException {
    try {
      var response =
          http.once(request.to(URI.create("https://" + authority + path(request.uri()))));
      tls = true;
      settled = true;
      return Optional.of(response);
    } catch (IOException e) {
      settled = true;
      if (Unreachable.isAboutCertificates(e)) {
        tls = true;
        throw e;
      }
      return Optional.empty();
    }
  }

  private static String path(URI uri) {
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }
}
