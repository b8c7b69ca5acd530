package belay.render.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import belay.helm.HelmRequest;
import belay.helm.HelmValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Names of requests by all that they depend on: equal names, equal manifests. Safe for use by
/// several threads.
final class RequestKey {
  /// Templates that are not the same each time.
  private static final Pattern BY_CHANCE =
      Pattern.compile(
          "\\b(?:rand(?:Alpha|AlphaNum|Numeric|Ascii|Bytes|Int)|uuidv4|now|ago|shuffle|htpasswd"
              + "|bcrypt|gen(?:CA|SelfSignedCert|SignedCert|PrivateKey)\\w*|getHostByName)\\b");

  private static final Pattern ACTION = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("\\{\\{-?\\s*/\\*");

  private final String engine;
  private final Map<Path, Optional<String>> charts = new ConcurrentHashMap<>();

  /// @param engine which program renders, as exactly as possible
  RequestKey(String engine) {
    this.engine = engine;
  }

  /// The name of a request; empty where the same request may render to something else.
  Optional<String> of(HelmRequest request) {
    try {
      var chart = charts.computeIfAbsent(request.chart(), RequestKey::chart);
      var values = chart.isEmpty() ? Optional.<String>empty() : values(request.values());
      return values.map(text ->
          sha256(
              String.join(
                  "\0",
                  engine,
                  chart.get(),
                  request.release(),
                  request.namespace(),
                  request.kubeVersion(),
                  request.apiVersions().toString(),
                  request.switches().toString(),
                  text)));
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> chart(Path folder) {
    var text = new StringBuilder();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        var bytes = Files.readAllBytes(file);
        if (file.toString().contains("/templates/") && isByChance(new String(bytes, ISO_8859_1))) {
          return Optional.empty();
        }
        text.append(folder.relativize(file)).append(' ').append(sha256(bytes)).append('\n');
      }
      return Optional.of(sha256(text.toString()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isByChance(String template) {
    return BY_CHANCE.matcher(template).find()
        && ACTION
            .matcher(template)
            .results()
            .map(MatchResult::group)
            .anyMatch(
                action -> !COMMENT.matcher(action).lookingAt() && BY_CHANCE.matcher(action).find());
  }

  private static Optional<String> values(HelmValues values) {
    var text = new StringBuilder();
    for (var file : values.files()) {
      if (!file.startsWith("/")) {
        return Optional.empty();
      }
      text.append("file ").append(content(file)).append('\n');
    }
    text.append(values.set()).append(values.setString());
    for (var file : values.setFile()) {
      text.append(file.name()).append('=').append(content(file.value().replace("\\,", ",")));
    }
    return Optional.of(text.append('\0').append(values.text()).toString());
  }

  private static String content(String file) {
    try {
      return sha256(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    return sha256(text.getBytes(UTF_8));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
