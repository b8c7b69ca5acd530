package belay.deliver.doctor;

import belay.argocd.ArgoCd;
import belay.deliver.environment.Context;
import belay.deliver.live.ApplicationView;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.net.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Phase 4: whether Argo CD is there, is one that is looked after, and may do what it has to.
final class ArgoCdChecks {
  private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)\\..*");

  /// The oldest one that still gets its faults mended.
  private static final int OLDEST_MAJOR = 3;

  private static final int OLDEST_MINOR = 3;

  /// How long Argo CD takes to hear of a commit where somebody tells it; it looks by itself every
  /// two to three minutes.
  private static final Duration TOLD = Duration.ofSeconds(30);

  private final Context context;
  private final ArgoCd argocd;
  private final Subject subject;
  private final Checks checks;
  private final Map<String, Json> applications = new TreeMap<>();

  ArgoCdChecks(Context context, ArgoCd argocd, Subject subject, Checks checks) {
    this.context = context;
    this.argocd = argocd;
    this.subject = subject;
    this.checks = checks;
  }

  void run() {
    version(argocd.version());
    checks.look("definitions", this::definitions);
    checks.look("applications-shown", this::applications);
    checks.look("credentials", this::credentials);
    checks.look("project", this::project);
    checks.look("token", this::token);
    checks.look("refresh", this::refresh);
    checks.look("health", () -> new HealthChecks(argocd, checks).run(applications.keySet()));
  }

  private void version(String text) {
    var found = VERSION.matcher(text);
    if (!found.matches()) {
      checks.unknown("argocd-version", "Argo CD tells no version: \"%s\"".formatted(text), "");
      return;
    }
    var major = Integer.parseInt(found.group(1));
    var minor = Integer.parseInt(found.group(2));
    if (major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR)) {
      checks.ok("argocd-version", "Argo CD %s answers".formatted(text));
    } else {
      checks.warning(
          "argocd-version",
          "Argo CD %s answers, whose faults nobody mends any more".formatted(text),
          "go up to %d.%d or newer".formatted(OLDEST_MAJOR, OLDEST_MINOR));
    }
  }

  /// Where a kind is not defined, a list of it is no empty one.
  private void definitions() {
    for (var kind :
        List.of(
            "applications?fields=items.metadata.name",
            "projects?fields=items.metadata.name",
            "applicationsets")) {
      var _ = argocd.ask(kind);
    }
    checks.ok("definitions", "Application, AppProject and ApplicationSet are defined");
  }

  private void applications() {
    List<String> missing = new ArrayList<>();
    for (var environment : subject.environments()) {
      for (var service : subject.services(environment.name())) {
        var name = subject.config().argocd().application(service, environment.name());
        shown(name).ifPresentOrElse(app -> applications.put(name, app), () -> missing.add(name));
      }
    }
    if (missing.isEmpty()) {
      checks.ok(
          "applications-shown",
          "Argo CD has every Application: %s".formatted(String.join(", ", applications.keySet())));
    } else {
      checks.fault(
          "applications-shown",
          "not in Argo CD: %s".formatted(String.join(", ", missing)),
          "apply the app-of-apps once (README of the repository), and sync it");
    }
  }

  private Optional<Json> shown(String name) {
    try {
      return Optional.of(argocd.application(name));
    } catch (Failure failure) {
      if (failure.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /// An Application whose sources cannot be read says so itself.
  private void credentials() {
    var broken =
        applications.entrySet().stream()
            .flatMap(app -> comparisonErrors(app.getKey(), app.getValue()))
            .toList();
    if (!broken.isEmpty()) {
      broken.forEach(words ->
          checks.fault(
              "credentials",
              words,
              "argocd repo add URL (with --username, --ssh-private-key-path or a GitHub App)"));
      return;
    }
    if (applications.isEmpty()) {
      checks.unknown("credentials", "no Application tells", "");
      return;
    }
    var repositories = argocd.ask("repositories").at("items").items();
    var failed =
        repositories.stream()
            .filter(one -> one.at("connectionState", "status").text().equals("Failed"))
            .toList();
    failed.forEach(one ->
        checks.fault(
            "credentials",
            "%s: %s"
                .formatted(one.at("repo").words(), one.at("connectionState", "message").words()),
            "argocd repo add %s --upsert, with credentials that work"
                .formatted(one.at("repo").words())));
    if (failed.isEmpty()) {
      checks.ok("credentials", "the sources of every Application can be read");
    }
  }

  private static Stream<String> comparisonErrors(String name, Json app) {
    return app.at("status", "conditions").items().stream()
        .filter(condition -> condition.at("type").text().equals("ComparisonError"))
        .map(condition -> condition.at("message").words())
        .filter(words ->
            words.contains("authentication")
                || words.contains("credential")
                || words.contains("repository not found")
                || words.contains("failed to list refs"))
        .map(words -> name + ": " + words);
  }

  private void project() {
    var name = subject.config().argocd().project();
    var spec = argocd.ask("projects/" + name).at("spec");
    var found = new ArrayList<String>();
    if (spec.at("sourceRepos").texts().contains("*")) {
      found.add("any repository");
    }
    for (var destination : spec.at("destinations").items()) {
      if (destination.at("namespace").text().equals("*")) {
        found.add("any namespace of " + or(destination));
      }
    }
    if (spec.at("clusterResourceWhitelist").items().stream()
        .anyMatch(kind -> kind.at("kind").text().equals("*"))) {
      found.add("any kind of cluster-wide objects");
    }
    if (found.isEmpty()) {
      checks.ok("project", "AppProject %s allows what is named in it and no more".formatted(name));
    } else {
      checks.warning(
          "project",
          "AppProject %s allows %s".formatted(name, String.join(", ", found)),
          "name in projects/%s.yaml what the Applications need; belay init writes it so"
              .formatted(name));
    }
    forbidden();
  }

  private static String or(Json destination) {
    var server = destination.at("server").words();
    return server.isEmpty() ? destination.at("name").words() : server;
  }

  private void forbidden() {
    applications.forEach((name, app) ->
        app.at("status", "conditions").items().stream()
            .filter(condition -> condition.at("type").text().equals("InvalidSpecError"))
            .forEach(condition ->
                checks.fault(
                    "project",
                    "%s: %s".formatted(name, condition.at("message").words()),
                    "allow it in projects/%s.yaml"
                        .formatted(subject.config().argocd().project()))));
  }

  private void token() {
    var project = subject.config().argocd().project();
    for (var action : List.of("get", "sync")) {
      var answer = argocd.ask("account/can-i/applications/%s/%s/*".formatted(action, project));
      if (answer.at("value").text().equals("yes")) {
        checks.ok("token", "the token may %s applications of %s".formatted(action, project));
      } else {
        checks.warning(
            "token",
            "the token may not %s applications of %s, which %s needs"
                .formatted(action, project, action.equals("get") ? "--wait" : "belay sync"),
            "allow its role: p, ROLE, applications, %s, %s/*, allow".formatted(action, project));
      }
    }
  }

  /// How long commits waited for Argo CD, as its own history tells.
  private void refresh() {
    var timeline = context.repo().timeline();
    var waits =
        applications.values().stream()
            .filter(app -> ApplicationView.of(app).automated())
            .flatMap(app -> app.at("status", "history").items().stream())
            .flatMap(entry ->
                Stream.concat(
                        Stream.of(entry.at("revision").text()),
                        entry.at("revisions").texts().stream())
                    .filter(revision -> timeline.of(revision).isPresent())
                    .limit(1)
                    .flatMap(revision ->
                        entry
                            .at("deployStartedAt")
                            .time()
                            .map(start ->
                                Duration.between(
                                    timeline.spot(timeline.of(revision).getAsInt()).time(), start))
                            .stream()))
            .filter(wait -> !wait.isNegative())
            .sorted()
            .toList();
    if (waits.isEmpty()) {
      checks.unknown("refresh", "no commit of this branch was rolled out by itself yet", "");
      return;
    }
    var middle = waits.get(waits.size() / 2);
    if (middle.compareTo(TOLD) <= 0) {
      checks.ok("refresh", "commits are heard of after %d s".formatted(middle.toSeconds()));
    } else {
      checks.warning(
          "refresh",
          "commits wait %d s until Argo CD looks by itself".formatted(middle.toSeconds()),
          "have the Git server call %s/api/webhook".formatted(argocd.address()));
    }
  }
}
