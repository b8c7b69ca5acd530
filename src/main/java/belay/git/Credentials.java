package belay.git;

import belay.host.Host;
import belay.host.Log;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/// Answers a server that asks who is there, from one source after the other, and never another
/// server: a redirect to a different host gets nothing.
final class Credentials extends CredentialsProvider {
  private final GitUrl url;
  private final Log log;
  private final Queue<CredentialSource> sources;
  private final List<String> tried = new CopyOnWriteArrayList<>();
  private @Nullable CredentialSource source;
  private @Nullable Login login;

  Credentials(GitUrl url, Log log, List<CredentialSource> sources) {
    this.url = url;
    this.log = log;
    this.sources = new ArrayDeque<>(sources);
  }

  /// The usual order: what was given for this run, then what the user keeps, then what the CI
  /// system hands out, then git's helpers, which may ask.
  static Credentials usual(Host host, Log log, UserConfig config, GitUrl url) {
    return new Credentials(
        url,
        log,
        List.of(
            new UrlLogin(url),
            new BelayToken(host, url),
            new NetrcLogin(host, url),
            new CiToken(host, url),
            new GitCredential(host, config, url)));
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (var item : items) {
      if (!(item instanceof CredentialItem.Username || item instanceof CredentialItem.Password)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean get(URIish asking, CredentialItem... items) {
    if (!supports(items) || !sameServer(asking)) {
      return false;
    }
    if (login == null) {
      advance();
    }
    if (login == null) {
      return false;
    }
    for (var item : items) {
      if (item instanceof CredentialItem.Username name) {
        name.setValue(login.user());
      } else if (item instanceof CredentialItem.Password password) {
        password.setValueNoCopy(login.password().toCharArray());
      }
    }
    return true;
  }

  private boolean sameServer(URIish asking) {
    var other = new GitUrl(asking);
    var same = url.isSameServer(other);
    if (!same) {
      log.warn("%s redirects to %s, which gets no credentials".formatted(url, other));
    }
    return same;
  }

  private void advance() {
    while (login == null && !sources.isEmpty()) {
      source = sources.remove();
      login = source.find().orElse(null);
    }
    if (source != null && login != null) {
      var chosen = source.name();
      tried.add(chosen);
      log.explain(() -> "credentials for %s: %s".formatted(url.host(), chosen));
    }
  }

  /// The server refused: the next source is asked when it asks again.
  @Override
  public void reset(URIish asking) {
    if (source != null && login != null) {
      source.reject(login);
    }
    login = null;
  }

  /// The server was content.
  void approve() {
    if (source != null && login != null) {
      source.approve(login);
    }
  }

  /// The sources whose logins the server got to see, the last one being in use or refused.
  List<String> tried() {
    return List.copyOf(tried);
  }

  /// The login that is in use, so that the next request can bring it unasked.
  Optional<Login> inUse() {
    return Optional.ofNullable(login);
  }
}
