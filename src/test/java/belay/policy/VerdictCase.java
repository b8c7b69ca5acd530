package belay.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A row of `src/test/cases/verdicts/table`.
///
/// @param number of its line, from 1
/// @param image as JSON text
record VerdictCase(
    int number,
    String line,
    boolean allowed,
    String kind,
    String place,
    String image,
    Map<String, String> options) {
  static final Path FOLDER = Path.of("src/test/cases/verdicts");
  static final String HEX = "93b60ebb48f2cb68f72a01e73ea4ee5ed3a5c8596aecf8c43ef7a7b5990f541e";
  static final String SOUND = "r.example.com/sound@sha256:" + HEX;

  private static final Pattern ROW =
      Pattern.compile(
          "(allowed|refused) (\\w+) (\\w+) (\"(?:[^\"\\\\]|\\\\.)*\"|\\{\\{.*?}}|\\S+)(.*)");

  static List<VerdictCase> all() throws IOException {
    List<VerdictCase> all = new ArrayList<>();
    var lines = Files.readAllLines(FOLDER.resolve("table"));
    for (var i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
        all.add(parse(i + 1, lines.get(i)));
      }
    }
    return all;
  }

  /// Rows that can be asked about at once: none has the name of another.
  static List<List<VerdictCase>> batches(List<VerdictCase> rows) {
    List<List<VerdictCase>> batches = new ArrayList<>();
    for (var row : rows) {
      batches.stream()
          .filter(batch -> batch.stream().noneMatch(other -> other.name().equals(row.name())))
          .findFirst()
          .orElseGet(() -> {
            batches.add(new ArrayList<>());
            return batches.getLast();
          })
          .add(row);
    }
    return batches;
  }

  /// The objects of some rows as one text.
  static String objects(List<VerdictCase> rows) {
    return rows.stream().map(VerdictCase::object).collect(Collectors.joining("---\n"));
  }

  private static VerdictCase parse(int number, String line) {
    var row = ROW.matcher(line);
    if (!row.matches()) {
      throw new IllegalArgumentException("no case: " + line);
    }
    Map<String, String> options = new HashMap<>();
    for (var word : row.group(5).strip().split(" ")) {
      if (!word.isEmpty()) {
        options.put(word.split("=", 2)[0], word.split("=", 2)[1]);
      }
    }
    var image =
        row.group(4)
            .replace("ZEROS", "0".repeat(64))
            .replace("SHORT", HEX.substring(0, 12))
            .replace("UPPER", HEX.toUpperCase(Locale.ROOT))
            .replace("HEX", HEX);
    return new VerdictCase(
        number,
        line,
        row.group(1).equals("allowed"),
        row.group(2),
        row.group(3),
        image.startsWith("\"") ? image : "\"" + image + "\"",
        options);
  }

  boolean tagsAllowed() {
    return options.containsKey("tags");
  }

  String namespace() {
    return options.getOrDefault("namespace", tagsAllowed() ? "tagged" : "shop");
  }

  /// Its own where the table gives it none, so that answers can be told apart.
  String name() {
    return options.getOrDefault("name", "it-" + number);
  }

  boolean isEphemeralInPod() {
    return kind.equals("Pod") && place.equals("ephemeral");
  }

  /// The object as YAML, one document.
  String object() {
    var pod =
        """
        {restartPolicy: %s, containers: [{name: main, image: "%s"}%s]%s}\
        """
            .formatted(
                List.of("Job", "CronJob", "Pod").contains(kind) ? "Never" : "Always",
                SOUND,
                place.equals("container") ? ", " + container() : "",
                switch (place) {
                  case "container" -> "";
                  case "init" -> ", initContainers: [%s]".formatted(container());
                  case "ephemeral" -> ", ephemeralContainers: [%s]".formatted(container());
                  case "volume" ->
                      ", volumes: [{name: it, image: {reference: %s}}]".formatted(image);
                  default -> throw new IllegalStateException(place);
                });
    return """
    apiVersion: %s
    kind: %s
    metadata: {name: "%s", namespace: %s}
    %s
    """
        .formatted(apiVersion(), kind, name(), namespace(), body(pod));
  }

  private String container() {
    return "{name: it, image: %s}".formatted(image);
  }

  private String apiVersion() {
    return switch (kind) {
      case "Pod", "PodTemplate", "ReplicationController" -> "v1";
      case "Job", "CronJob" -> "batch/v1";
      case "Rollout" -> "argoproj.io/v1alpha1";
      default -> "apps/v1";
    };
  }

  private String body(String pod) {
    var template = "template: {metadata: {labels: {app: it}}, spec: %s}".formatted(pod);
    return switch (kind) {
      case "Pod" -> "spec: " + pod;
      case "PodTemplate" -> template;
      case "ReplicationController" -> "spec: {selector: {app: it}, %s}".formatted(template);
      case "Job" -> "spec: {template: {spec: %s}}".formatted(pod);
      case "CronJob" ->
          "spec: {schedule: '* * * * *', jobTemplate: {spec: {template: {spec: %s}}}}"
              .formatted(pod);
      case "StatefulSet" ->
          "spec: {serviceName: it, selector: {matchLabels: {app: it}}, %s}".formatted(template);
      default -> "spec: {selector: {matchLabels: {app: it}}, %s}".formatted(template);
    };
  }
}
