package belay.git.transport;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.run.Git;
import belay.git.run.GitConfig;
import belay.git.run.GitUrl;
import belay.host.Host;
import belay.host.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The way to one server over HTTP as git takes it, for what is to be said about it.
final class HttpRoute {
  private static final Path SYSTEM = Path.of("/etc/ssl/certs");
  private static final Pattern PROXY_SAYS =
      Pattern.compile(
          "(?i)(?:HTTP code|tunnel failed, response:?) (\\d{3})(?: from proxy after CONNECT)?");
  private static final Pattern WHO_IS_THERE =
      Pattern.compile("(?i)\\b407\\b|Proxy Authentication Required|Proxy CONNECT aborted");
  private static final Pattern NO_CONNECTION =
      Pattern.compile(
          "(?i)failed to connect to |could not resolve proxy|couldn't connect to server"
              + "|can't complete socks|connection to proxy|connect to .* port");
  private static final Pattern REDIRECT = Pattern.compile("returned error: 30[12378]");
  private static final Map<String, String> STATUS =
      Map.of("403", "403 Forbidden", "502", "502 Bad Gateway", "503", "503 Service Unavailable");

  private final Host host;
  private final Log log;
  private final GitConfig config;
  private final Remote remote;
  private final GitUrl url;
  private @Nullable Map<String, String> settings;
  private boolean announced;

  HttpRoute(Host host, Log log, GitConfig config, Remote remote) {
    this.host = host;
    this.log = log;
    this.config = config;
    this.remote = remote;
    this.url = remote.url();
  }

  /// Says once what a user should know of the way.
  synchronized void announce(Git git) {
    if (announced || !url.isHttp()) {
      return;
    }
    announced = true;
    if (url.isExposed()) {
      log.warn("%s is plain http: everybody on the way can read along".formatted(url));
    }
    if (url.scheme().equals("https") && !isChecked(git)) {
      var why = isOff(git) ? "http.sslVerify is off" : "GIT_SSL_NO_VERIFY is set";
      log.warn("the certificate of %s is not checked: %s".formatted(url.host(), why));
    }
    proxy(git)
        .ifPresent(proxy ->
            log.explain(() ->
                "the way to %s leads over the proxy %s (%s)"
                    .formatted(url.host(), proxy.address(), proxy.setting())));
  }

  boolean isChecked(Git git) {
    return host.env("GIT_SSL_NO_VERIFY").isEmpty() && !isOff(git);
  }

  private boolean isOff(Git git) {
    return config.has("http", "sslVerify")
        && List.of("false", "no", "off", "0", "")
            .contains(get(git, "sslVerify").orElse("true").toLowerCase(Locale.ROOT));
  }

  /// Git with what OpenSSL's variable says, of which not every build of git hears; and without
  /// following a server that redirects to another one where headers say who the user is.
  Git lentTo(Git git) {
    var lent = new HashMap<String, String>();
    var file = host.env("SSL_CERT_FILE");
    if (file.isPresent()
        && Stream.of("GIT_SSL_CAINFO", "GIT_SSL_CAPATH").allMatch(name -> host.env(name).isEmpty())
        && Stream.of("sslCAInfo", "sslCAPath").noneMatch(name -> config.has("http", name))) {
      lent.put("GIT_SSL_CAINFO", host.cwd().resolve(file.get()).toString());
      if (Files.isDirectory(SYSTEM)) {
        lent.put("GIT_SSL_CAPATH", SYSTEM.toString());
      }
    }
    var lending = git.with(lent);
    return url.isHttp() && config.has("http", "extraHeader")
        ? lending.with(List.of("-c", "http.followRedirects=false"))
        : lending;
  }

  /// A setting of `http.*` for this server, where the `http.<url>.*` that fits best wins.
  synchronized Optional<String> get(Git git, String name) {
    var known = settings;
    if (known == null) {
      known = load(git);
      settings = known;
    }
    return Optional.ofNullable(known.get("http." + name.toLowerCase(Locale.ROOT)));
  }

  private Map<String, String> load(Git git) {
    var found = new HashMap<String, String>();
    try {
      var list = git.run("config", "-z", "--get-urlmatch", "http", url.toString()).text();
      for (var entry : list.split("\0")) {
        var newline = entry.indexOf('\n');
        if (newline > 0) {
          found.put(entry.substring(0, newline), entry.substring(newline + 1));
        }
      }
    } catch (IOException _) {
      // then nothing is known of it
    }
    return found;
  }

  /// Whether git's configuration itself says who the user is, as CI checkouts leave it there.
  boolean identifies(Git git) {
    return url.isHttp()
        && config.has("http", "extraHeader")
        && get(git, "extraHeader")
            .filter(text -> text.toLowerCase(Locale.ROOT).startsWith("authorization"))
            .isPresent();
  }

  private Optional<ProxyInUse> proxy(Git git) {
    return ProxyInUse.find(
        host,
        url,
        config.get("remote", Optional.of(remote.name()), "proxy"),
        config.has("http", "proxy") ? get(git, "proxy") : Optional.empty(),
        remote.name());
  }

  /// What went wrong before the server heard us; empty where it did.
  Optional<Failure> explain(Git git, String words) {
    if (!url.isHttp()) {
      return Optional.empty();
    }
    if (REDIRECT.matcher(words).find()) {
      return Optional.of(
          new Failure(
              Kind.UNREACHABLE,
              "%s redirects to another address, and http.extraHeader is for this one alone"
                  .formatted(url),
              "name the other address: curl -sI %s/info/refs".formatted(url)));
    }
    var proxy = proxy(git);
    var onTheWay = proxy.flatMap(known -> explain(known, words));
    return onTheWay.isPresent() || !url.scheme().equals("https")
        ? onTheWay
        : new TlsProbe(host, url, setting -> get(git, setting), isChecked(git))
            .explain(words, proxy.isEmpty());
  }

  private Optional<Failure> explain(ProxyInUse proxy, String words) {
    if (WHO_IS_THERE.matcher(words).find()) {
      return Optional.of(
          new Failure(
              Kind.AUTH,
              "the proxy %s does not let you in".formatted(proxy.address()),
              "check the user and the password in %s: http://user:password@%s"
                  .formatted(proxy.setting(), proxy.address())));
    }
    var said = PROXY_SAYS.matcher(words);
    if (said.find()) {
      return Optional.of(
          new Failure(
              Kind.UNREACHABLE,
              "the proxy %s does not connect to %s:%d: %s"
                  .formatted(
                      proxy.address(),
                      url.host(),
                      url.port(),
                      STATUS.getOrDefault(said.group(1), said.group(1))),
              "check the URL, and %s or no_proxy".formatted(proxy.setting())));
    }
    if (words.toLowerCase(Locale.ROOT).contains("unsupported proxy")) {
      return Optional.of(
          new Failure(
              Kind.USAGE,
              "%s does not name a proxy that git can be reached through".formatted(proxy.setting()),
              "write it as http://[user:password@]host:port or socks5://host:port"));
    }
    return NO_CONNECTION.matcher(words).find() && proxy.isNamedIn(words)
        ? Optional.of(
            new Failure(
                Kind.UNREACHABLE,
                "no connection to the proxy %s, which leads to %s".formatted(proxy.address(), url),
                "check %s and no_proxy".formatted(proxy.setting())))
        : Optional.empty();
  }
}
