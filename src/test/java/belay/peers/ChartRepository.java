package belay.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/// A Helm repository on the loopback interface with one chart of others: a Deployment of the image
/// at `image`, made and indexed by Helm itself.
public final class ChartRepository implements AutoCloseable {
  public static final String VERSION = "20.1.0";

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: {{ .Release.Name }}
      spec:
        selector:
          matchLabels:
            app: {{ .Release.Name }}
        template:
          metadata:
            labels:
              app: {{ .Release.Name }}
          spec:
            containers:
              - name: main
                image: {{ .Values.image.repository }}@{{ .Values.image.digest }}
      """;

  private final HttpServer server;

  private ChartRepository(HttpServer server) {
    this.server = server;
  }

  /// Serves a chart of this name.
  ///
  /// @param folder an empty folder for it
  /// @param helm the program
  public static ChartRepository start(Path folder, Path helm, String chart) throws IOException {
    var templates = Files.createDirectories(folder.resolve(chart + "/templates"));
    Files.writeString(templates.resolve("deployment.yaml"), DEPLOYMENT);
    Files.writeString(
        folder.resolve(chart + "/Chart.yaml"),
        "apiVersion: v2\nname: %s\nversion: %s\n".formatted(chart, VERSION));
    Tool.run(folder, helm.toString(), "package", chart);
    Tool.run(folder, helm.toString(), "repo", "index", ".");
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
          var found = Files.isRegularFile(file);
          var body = found ? Files.readAllBytes(file) : "not here".getBytes(UTF_8);
          exchange.sendResponseHeaders(found ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return new ChartRepository(server);
  }

  public String url() {
    return ControlPlane.url("http", server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
