package belay.kube.config;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.host.Host;
import belay.kube.config.KubeconfigFile.Section;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The kubeconfig files together, as kubectl merges them: `KUBECONFIG` with its several files, else
/// `~/.kube/config`; what stands in an earlier file counts.
public final class Kubeconfig {
  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private final Host host;
  private final List<KubeconfigFile> files;

  private Kubeconfig(Host host, List<KubeconfigFile> files) {
    this.host = host;
    this.files = files;
  }

  /// Reads the files; of several that the variable names some may be missing.
  ///
  /// @param named the only file to be read
  /// @throws Failure (usage) where one cannot be read
  public static Kubeconfig load(Host host, Optional<Path> named) {
    if (named.isPresent()) {
      return new Kubeconfig(host, List.of(KubeconfigFile.read(host.cwd().resolve(named.get()))));
    }
    var paths =
        host.env("KUBECONFIG")
            .map(text -> SEPARATOR.splitAsStream(text).filter(part -> !part.isEmpty()))
            .map(parts -> parts.map(host.cwd()::resolve))
            .orElseGet(() -> Stream.of(host.home().resolve(".kube/config")));
    return new Kubeconfig(host, paths.filter(Files::exists).map(KubeconfigFile::read).toList());
  }

  /// Whether any file was there.
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /// The cluster of the context that is in use; inside of a cluster where no file says so, that
  /// one.
  ///
  /// @throws Failure (usage) where there is none
  public ClusterAccess current() {
    var name = files.stream().flatMap(file -> file.currentContext().stream()).findFirst();
    if (name.isPresent()) {
      return context(name.get());
    }
    return ServiceAccount.access(host)
        .orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                files.isEmpty()
                    ? "there is no kubeconfig that says which cluster to ask"
                    : "%s names no current context".formatted(paths()),
                files.isEmpty()
                    ? "set KUBECONFIG, or write ~/.kube/config (your cloud's get-credentials"
                        + " command does); --argocd URL asks Argo CD instead"
                    : "kubectl config use-context NAME, or set context: of the environment in"
                        + " belay.yaml"));
  }

  /// The cluster of a context.
  ///
  /// @throws Failure (usage) where there is none of this name, or what it needs is missing
  public ClusterAccess context(String name) {
    var context =
        section("contexts", "context", name)
            .orElseThrow(() ->
                new Failure(
                    Kind.USAGE,
                    "no context \"%s\" in %s%s"
                        .formatted(name, paths(), Suggest.hint(name, contexts())),
                    "kubectl config get-contexts lists them"));
    var cluster =
        context
            .text("cluster")
            .flatMap(key -> section("clusters", "cluster", key))
            .orElseThrow(() ->
                context.failure("its cluster is missing", "kubectl config set-context --help"));
    var user = context.text("user").flatMap(key -> section("users", "user", key));
    return access(context, cluster, user);
  }

  /// The first context whose cluster has this address; empty where there is none.
  public Optional<ClusterAccess> contextOf(String server) {
    var wanted = normal(server);
    return all("contexts", "context")
        .filter(context ->
            context
                .text("cluster")
                .flatMap(key -> section("clusters", "cluster", key))
                .flatMap(cluster -> cluster.text("server"))
                .filter(text -> normal(text).equals(wanted))
                .isPresent())
        .findFirst()
        .map(context -> context(context.name()));
  }

  private static String normal(String server) {
    var lower = server.toLowerCase(Locale.ROOT);
    return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private List<String> contexts() {
    return all("contexts", "context").map(Section::name).distinct().toList();
  }

  private Stream<Section> all(String list, String value) {
    return files.stream().flatMap(file -> file.sections(list, value));
  }

  private Optional<Section> section(String list, String value, String name) {
    return all(list, value).filter(section -> section.name().equals(name)).findFirst();
  }

  private String paths() {
    var names = files.stream().map(file -> file.path().toString()).toList();
    return names.isEmpty() ? "the kubeconfig, which is not there," : String.join(", ", names);
  }

  private ClusterAccess access(Section context, Section cluster, Optional<Section> user) {
    var server = cluster.text("server").flatMap(Kubeconfig::address);
    return new ClusterAccess(
        context.name(),
        server.orElseThrow(() ->
            cluster.failure(
                "its server is no https address",
                "kubectl config set-cluster %s --server=https://…".formatted(cluster.name()))),
        cluster.pem("certificate-authority").stream().toList(),
        cluster.flag("insecure-skip-tls-verify"),
        cluster.text("tls-server-name"),
        cluster.text("proxy-url"),
        user.flatMap(section -> section.pem("client-certificate")),
        user.flatMap(section -> section.pem("client-key")),
        user.map(section -> login(section, cluster)).orElseGet(ClusterLogin.Nobody::new),
        user.map(Kubeconfig::impersonation).orElse(Map.of()));
  }

  /// What others run on the loopback may speak plain HTTP, as `kubectl proxy` does.
  private static Optional<URI> address(String text) {
    var withScheme = text.contains("://") ? text : "https://" + text;
    return withScheme.matches("https://[^\\s/?#@]+(?:/[^\\s?#]*)?")
            || withScheme.matches("http://(?:127\\.0\\.0\\.1|localhost|\\[::1])(?::\\d+)?/?")
        ? Optional.of(URI.create(withScheme))
        : Optional.empty();
  }

  private static ClusterLogin login(Section user, Section cluster) {
    if (user.has("exec")) {
      return new ClusterLogin.Plugin(ExecPlugin.of(user, cluster));
    }
    if (user.has("auth-provider")) {
      throw user.failure(
          "auth-provider is what Kubernetes 1.26 took away", "use an exec plugin instead");
    }
    var token = user.text("token");
    if (token.isPresent()) {
      return new ClusterLogin.Token(token.get());
    }
    var file = user.path("tokenFile");
    if (file.isPresent()) {
      return new ClusterLogin.TokenFile(file.get());
    }
    var name = user.text("username");
    return name.isPresent()
        ? new ClusterLogin.Password(name.get(), user.text("password").orElse(""))
        : new ClusterLogin.Nobody();
  }

  private static Map<String, String> impersonation(Section user) {
    Map<String, String> headers = new HashMap<>();
    user.text("as").ifPresent(name -> headers.put("Impersonate-User", name));
    user.text("as-uid").ifPresent(uid -> headers.put("Impersonate-Uid", uid));
    List<String> groups = new ArrayList<>(user.texts("as-groups"));
    if (groups.size() > 1) {
      throw user.failure(
          "it impersonates several groups, which belay cannot", "leave one as-groups");
    }
    groups.forEach(group -> headers.put("Impersonate-Group", group));
    return headers;
  }
}
