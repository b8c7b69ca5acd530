package belay.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;

/// A token server whose tokens (RS256) docker-registry verifies. Everybody may pull; who shows the
/// password or the identity token may push.
public final class TokenServer implements AutoCloseable {
  public static final String SERVICE = "a registry, with a comma";
  public static final String ISSUER = "token test";
  public static final String USER = "ada";
  public static final String PASSWORD = "lovelace:1815";
  public static final String IDENTITY = "identity-1843";

  private final Path folder;
  private final HttpServer server;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean oauth = true;
  private volatile int lifetime = 300;

  private TokenServer(Path folder, HttpServer server) {
    this.folder = folder;
    this.server = server;
  }

  /// Starts it, with its key in an empty folder.
  public static TokenServer start(Path folder) {
    Peer.require("openssl");
    try {
      Files.createDirectories(folder);
      Certificates.run(
          folder,
          "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=tokens'",
          "-keyout key.pem -out cert.pem");
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var tokens = new TokenServer(folder, server);
      server.createContext("/token", tokens::answer);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return tokens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String realm() {
    return "http://127.0.0.1:%d/token".formatted(server.getAddress().getPort());
  }

  public Path certificate() {
    return folder.resolve("cert.pem");
  }

  /// The requests so far: method, query or form, and the scheme of `Authorization`.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// From now on POST is answered with 404, as older servers do.
  public void withoutOauth() {
    oauth = false;
  }

  /// From now on tokens say that they hold for so many seconds.
  public void lifetime(int seconds) {
    lifetime = seconds;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var post = exchange.getRequestMethod().equals("POST");
      var raw =
          post
              ? new String(exchange.getRequestBody().readAllBytes(), UTF_8)
              : exchange.getRequestURI().getRawQuery();
      var authorization = exchange.getRequestHeaders().getFirst("Authorization");
      requests.add(exchange.getRequestMethod() + " " + URLDecoder.decode(raw, UTF_8));
      if (post && !oauth) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var known = post ? raw.contains("refresh_token=" + IDENTITY) : isUser(authorization);
      if (!known && (authorization != null || post)) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      var token = token(scopes(raw), known);
      var json =
          "{\"%s\":\"%s\",\"expires_in\":%d}"
              .formatted(post ? "access_token" : "token", token, lifetime)
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(200, json.length);
      exchange.getResponseBody().write(json);
    }
  }

  private static boolean isUser(String authorization) {
    var right = encode((USER + ":" + PASSWORD).getBytes(UTF_8), Base64.getEncoder());
    var byIdentity = encode(("<token>:" + IDENTITY).getBytes(UTF_8), Base64.getEncoder());
    return ("Basic " + right).equals(authorization)
        || ("Basic " + byIdentity).equals(authorization);
  }

  private static List<String> scopes(String raw) {
    List<String> scopes = new ArrayList<>();
    for (var field : raw.split("&")) {
      if (field.startsWith("scope=")) {
        scopes.addAll(List.of(URLDecoder.decode(field.substring(6), UTF_8).split(" ")));
      }
    }
    return scopes;
  }

  private String token(List<String> scopes, boolean mayPush) {
    List<String> access = new ArrayList<>();
    for (var scope : scopes) {
      var parts = scope.split(":");
      var actions = mayPush ? "\"pull\",\"push\"" : "\"pull\"";
      access.add(
          "{\"type\":\"%s\",\"name\":\"%s\",\"actions\":[%s]}"
              .formatted(parts[0], parts[1], actions));
    }
    var now = Instant.now().getEpochSecond();
    var claims =
        "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"exp\":%d,\"nbf\":%d,\"access\":[%s]}"
            .formatted(ISSUER, USER, SERVICE, now + 300, now - 60, String.join(",", access));
    return sign(claims);
  }

  private String sign(String claims) {
    try {
      var certificate = der(Files.readString(certificate()));
      var header =
          "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"%s\"]}"
              .formatted(encode(certificate, Base64.getEncoder()));
      var url = Base64.getUrlEncoder().withoutPadding();
      var text = encode(header.getBytes(UTF_8), url) + "." + encode(claims.getBytes(UTF_8), url);
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key());
      signature.update(text.getBytes(UTF_8));
      return text + "." + encode(signature.sign(), url);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private PrivateKey key() throws GeneralSecurityException, IOException {
    var pem = Files.readString(folder.resolve("key.pem"));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(pem)));
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }

  private static String encode(byte[] bytes, Base64.Encoder encoder) {
    return encoder.encodeToString(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
