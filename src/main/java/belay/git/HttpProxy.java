package belay.git;

import belay.host.Host;
import belay.net.proxy.NoProxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The way to a server as git finds it: `remote.<name>.proxy`, `http.proxy`, `https_proxy`,
/// `http_proxy`, `all_proxy`, except for the hosts in `no_proxy`. The first that is set counts; set
/// to nothing, it means no proxy.
final class HttpProxy {
  private final Host host;
  private final UserConfig config;
  private final GitUrl url;

  HttpProxy(Host host, UserConfig config, GitUrl url) {
    this.host = host;
    this.config = config;
    this.url = url;
  }

  private record Named(String setting, String value) {}

  /// The proxy on the way to a target; empty where it is reached directly.
  Optional<ProxyAddress> to(URL target) {
    return named()
        .filter(proxy -> !proxy.value.isBlank() && !isExcepted(target))
        .map(proxy -> ProxyAddress.parse(proxy.setting, proxy.value));
  }

  private Optional<Named> named() {
    return ofRemote()
        .or(() ->
            new HttpSettings(config, url).get("proxy").map(text -> new Named("http.proxy", text)))
        .or(() -> either(url.scheme() + "_proxy"))
        .or(() -> either("all_proxy"));
  }

  private Optional<Named> ofRemote() {
    return config.subsections("remote").stream()
        .filter(this::isHere)
        .flatMap(name ->
            config
                .get("remote", Optional.of(name), "proxy")
                .map(text -> new Named("remote.%s.proxy".formatted(name), text))
                .stream())
        .findFirst();
  }

  private boolean isHere(String remote) {
    var rewrite = new UrlRewrite(config);
    return Stream.concat(
            config.all("remote", remote, "url").stream()
                .flatMap(text -> Stream.of(rewrite.forFetch(text), rewrite.forPush(text))),
            config.all("remote", remote, "pushurl").stream().map(rewrite::forFetch))
        .anyMatch(text -> GitUrl.looksLikeOne(text) && GitUrl.parse(text).equals(url));
  }

  /// Small letters come first. curl, which git uses, reads `http_proxy` in small letters only: a
  /// web server's CGI scripts get `HTTP_PROXY` from whoever sends a `Proxy:` header.
  private Optional<Named> either(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .filter(variable -> !variable.equals("HTTP_PROXY") && host.env().containsKey(variable))
        .findFirst()
        .map(variable -> new Named(variable, host.env().getOrDefault(variable, "")));
  }

  /// For curl, a dot in front of a domain says nothing more.
  private boolean isExcepted(URL target) {
    var exceptions =
        either("no_proxy")
            .map(Named::value)
            .orElse("")
            .replaceAll("(?<![^,\\s])[*]?\\.(?=\\w)", "");
    try {
      return new NoProxy(exceptions)
          .cover(new URI(target.getProtocol(), target.getAuthority(), null, null, null));
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
