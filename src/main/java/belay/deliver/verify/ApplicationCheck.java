package belay.deliver.verify;

import belay.config.Config;
import belay.config.verify.Rule;
import belay.deliver.verify.finding.Findings;
import belay.deliver.verify.finding.Findings.Cause;
import belay.deliver.verify.finding.GitPlace;
import belay.render.model.RenderedApplication;
import belay.render.model.RenderedSource;
import belay.render.object.ApplicationObject;
import belay.render.object.ObjectNodes;
import belay.yaml.tree.YamlNode;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether Applications are as their environment requires: whether they sync by themselves, and
/// where their charts come from.
final class ApplicationCheck {
  /// A commit, or a version without a range: what a release is tagged with.
  private static final Pattern FIXED =
      Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}|v?\\d+\\.\\d+\\.\\d+(?:[-+][0-9A-Za-z.+-]+)?");

  private final Config config;
  private final Findings findings;

  ApplicationCheck(Config config, Findings findings) {
    this.config = config;
    this.findings = findings;
  }

  /// @param hasImages whether it runs anything: what only makes other Applications is of no
  ///   environment
  void check(RenderedApplication rendered, boolean hasImages) {
    var application = rendered.application();
    var environment = rendered.environment();
    if (environment.isEmpty()) {
      if (hasImages) {
        unassigned(application);
      }
      return;
    }
    var rules = config.verify().environment(environment.get());
    rules.autoSync().ifPresent(wanted -> autoSync(application, environment, wanted));
    if (rules.fixedRevision()) {
      rendered.sources().forEach(source -> revision(source, environment));
    }
  }

  private void unassigned(ApplicationObject application) {
    add(
        Rule.APPLICATION_UNASSIGNED,
        application,
        GitPlace.of(application.place()),
        Optional.empty(),
        "the Application \"%s\" is of no environment that belay.yaml knows: it is held to digests"
            .formatted(application.name()),
        "name it as argocd.applications says (%s), or have it read a values file of one"
            .formatted(config.argocd().applications()));
  }

  private void autoSync(
      ApplicationObject application, Optional<String> environment, boolean wanted) {
    var automated = ObjectNodes.at(application.root(), "spec", "syncPolicy", "automated");
    var on = automated.filter(ApplicationCheck::isOn).isPresent();
    if (on != wanted) {
      add(
          Rule.APPLICATION_AUTO_SYNC,
          application,
          GitPlace.of(
              automated
                  .or(() -> ObjectNodes.at(application.root(), "spec", "syncPolicy"))
                  .map(application::place)
                  .orElseGet(application::place)),
          environment,
          "the Application \"%s\" %s, and %s requires %s"
              .formatted(
                  application.name(),
                  on ? "syncs by itself" : "does not sync by itself",
                  environment.orElse(""),
                  wanted ? "that" : "that it does not"),
          "belay autosync %s %s".formatted(wanted ? "on" : "off", environment.orElse("ENV")));
    }
  }

  private static boolean isOn(YamlNode automated) {
    return automated instanceof YamlNode.Mapping
        && !ObjectNodes.text(automated, "enabled").equals("false");
  }

  /// What is in this repository is as it is at hand: it is to follow its branch.
  private void revision(RenderedSource source, Optional<String> environment) {
    var here = source.tree().filter(tree -> tree.origin().isEmpty()).isPresent();
    var revision = source.source().revision();
    if (!here && !FIXED.matcher(revision).matches()) {
      add(
          Rule.APPLICATION_REVISION,
          source.source().application(),
          GitPlace.of(
              source
                  .source()
                  .at("targetRevision")
                  .map(source.source()::place)
                  .orElseGet(() -> source.source().place())),
          environment,
          "%s is taken at \"%s\", which moves"
              .formatted(
                  source.source().chart().orElse(source.source().repository()),
                  revision.isEmpty() ? "HEAD" : revision),
          "write a commit or a version as targetRevision");
    }
  }

  private void add(
      Rule rule,
      ApplicationObject application,
      GitPlace place,
      Optional<String> environment,
      String message,
      String help) {
    findings.add(
        new Cause(rule, place, Optional.empty(), message, help), environment, application.name());
  }
}
