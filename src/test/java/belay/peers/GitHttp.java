package belay.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Git's own smart HTTP server, `git http-backend`, behind nginx and fcgiwrap on the loopback
/// interface. Repositories need `http.receivepack` to be pushed to.
public final class GitHttp implements AutoCloseable {
  private static final String WORKERS = "16";

  private final String scheme;
  private final int port;
  private final Path folder;
  private final Process nginx;
  private final Process fcgiwrap;

  private GitHttp(String scheme, int port, Path folder, Process nginx, Process fcgiwrap) {
    this.scheme = scheme;
    this.port = port;
    this.folder = folder;
    this.nginx = nginx;
    this.fcgiwrap = fcgiwrap;
  }

  /// Serves the repositories below a folder to everybody.
  public static GitHttp open(Path repositories) throws Exception {
    return start(repositories, "", "");
  }

  /// Serves them to those who know the password.
  public static GitHttp withPassword(Path repositories, String user, String password)
      throws Exception {
    return start(repositories, user + ":{PLAIN}" + password, "");
  }

  /// Serves them by TLS.
  public static GitHttp withTls(Path repositories, Certificates.Server server) throws Exception {
    return start(repositories, "", certificate(server));
  }

  /// The same, to those only whom an authority has signed.
  public static GitHttp withClientCertificates(
      Path repositories, Certificates.Server server, Path authority) throws Exception {
    return start(
        repositories,
        "",
        certificate(server)
            + "ssl_client_certificate %s; ssl_verify_client on;".formatted(authority));
  }

  private static String certificate(Certificates.Server server) {
    return "ssl_certificate %s; ssl_certificate_key %s;"
        .formatted(server.certificate(), server.key());
  }

  private static GitHttp start(Path repositories, String passwords, String tls) throws Exception {
    Peer.require("nginx", "fcgiwrap", "git");
    var folder = Files.createTempDirectory("git-http");
    var port = Daemon.freePort();
    var socket = folder.resolve("fcgi.sock");
    var fcgiwrap =
        Daemon.start(
            folder.resolve("fcgiwrap.log"),
            List.of(path("fcgiwrap"), "-f", "-c", WORKERS, "-s", "unix:" + socket),
            "GIT_CONFIG_NOSYSTEM",
            "1",
            "HOME",
            folder.toString());
    Daemon.await(() -> Files.exists(socket), fcgiwrap, folder.resolve("fcgiwrap.log"));
    Files.writeString(folder.resolve("passwords"), passwords + "\n");
    Files.writeString(
        folder.resolve("nginx.conf"),
        configuration(
            folder, port + (tls.isEmpty() ? ";" : " ssl; " + tls), repositories, passwords));
    var nginx =
        Daemon.start(
            folder.resolve("nginx.log"),
            List.of(
                path("nginx"),
                "-e",
                folder.resolve("error.log").toString(),
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString()));
    Daemon.awaitPort(port, nginx, folder.resolve("nginx.log"));
    return new GitHttp(tls.isEmpty() ? "http" : "https", port, folder, nginx, fcgiwrap);
  }

  private static String path(String program) {
    return Peer.find(program).orElseThrow().toString();
  }

  private static String configuration(
      Path folder, String listen, Path repositories, String passwords) {
    var auth =
        passwords.isEmpty()
            ? ""
            : "auth_basic git; auth_basic_user_file %s/passwords;".formatted(folder);
    return """
    daemon off;
    master_process off;
    error_log %1$s/error.log;
    pid %1$s/nginx.pid;
    events { worker_connections 512; }
    http {
      access_log %1$s/access.log;
      client_body_temp_path %1$s/body;
      proxy_temp_path %1$s/proxy;
      fastcgi_temp_path %1$s/fastcgi;
      uwsgi_temp_path %1$s/uwsgi;
      scgi_temp_path %1$s/scgi;
      client_max_body_size 0;
      server {
        listen 127.0.0.1:%2$s
        location / {
          %4$s
          fastcgi_pass unix:%1$s/fcgi.sock;
          fastcgi_param SCRIPT_FILENAME %5$s;
          fastcgi_param GIT_HTTP_EXPORT_ALL 1;
          fastcgi_param GIT_PROJECT_ROOT %3$s;
          fastcgi_param GIT_PROTOCOL $http_git_protocol;
          fastcgi_param PATH_INFO $uri;
          fastcgi_param QUERY_STRING $query_string;
          fastcgi_param REQUEST_METHOD $request_method;
          fastcgi_param CONTENT_TYPE $content_type;
          fastcgi_param CONTENT_LENGTH $content_length;
          fastcgi_param HTTP_CONTENT_ENCODING $http_content_encoding;
          fastcgi_param REMOTE_USER $remote_user;
          fastcgi_param REMOTE_ADDR $remote_addr;
          fastcgi_param SERVER_PROTOCOL $server_protocol;
        }
      }
    }
    """
        .formatted(folder, listen, repositories, auth, backend());
  }

  private static Path backend() {
    return Stream.of("/usr/lib/git-core", "/usr/libexec/git-core")
        .map(folder -> Path.of(folder, "git-http-backend"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  public int port() {
    return port;
  }

  /// The URL of a repository by its folder's name.
  public String url(String name) {
    return url("127.0.0.1", name);
  }

  /// The same by another of the server's names.
  public String url(String host, String name) {
    return "%s://%s:%d/%s".formatted(scheme, host, port, name);
  }

  /// The requests so far, such as `GET /a.git/info/refs?service=git-upload-pack 200`.
  public List<String> requests() throws IOException {
    try (var lines = Files.lines(folder.resolve("access.log"))) {
      return lines
          .map(line -> line.split("\""))
          .map(parts -> parts[1].replace(" HTTP/1.1", "") + " " + parts[2].strip().split(" ")[0])
          .collect(Collectors.toList());
    }
  }

  @Override
  public void close() {
    Daemon.stop(nginx);
    Daemon.stop(fcgiwrap, folder);
  }
}
