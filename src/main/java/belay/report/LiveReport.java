package belay.report;

import belay.deliver.live.ApplicationView;
import belay.deliver.live.LiveImage;
import belay.deliver.live.LiveResult;
import belay.deliver.live.LiveState.Severity;
import belay.kube.FieldOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What runs in the clusters, held against Git.
public final class LiveReport {
  private LiveReport() {}

  /// What is the matter, worst first, and one line about all.
  public static String text(LiveResult result) {
    var text = new StringBuilder();
    result.violations().forEach(image -> text.append(paragraph(image)));
    result.of(Severity.NOTE).forEach(image -> text.append(paragraph(image)));
    result.skipped().forEach(what -> text.append("skipped ").append(what).append('\n'));
    return text.append(summary(result)).append('\n').toString();
  }

  private static String paragraph(LiveImage image) {
    List<String> lines = new ArrayList<>();
    lines.add("%s %s: %s".formatted(image.state().severity(), image.state().rule(), place(image)));
    image.found().ifPresent(lines::add);
    lines.add(image.message());
    image.by().ifPresent(owner -> lines.add(author(owner, image.target().argocd())));
    if (!image.help().isEmpty()) {
      lines.add("help: " + image.help());
    }
    return String.join("\n  ", lines) + "\n";
  }

  private static String place(LiveImage image) {
    var target = image.target();
    List<String> parts = new ArrayList<>();
    parts.add("%s in %s".formatted(target.service(), target.environment()));
    if (!image.resource().isEmpty()) {
      parts.add(image.resource());
    }
    if (!image.container().isEmpty()) {
      parts.add("container " + image.container());
    }
    if (image.pods() > 0) {
      parts.add(image.pods() == 1 ? "1 Pod" : image.pods() + " Pods");
    }
    return String.join(", ", parts);
  }

  private static String author(FieldOwner owner, Optional<ApplicationView> argocd) {
    var how =
        owner.subresource().isEmpty()
            ? owner.operation()
            : owner.operation() + " of " + owner.subresource();
    return "set by %s (%s)%s; Argo CD: %s"
        .formatted(
            owner.manager(),
            how,
            owner.time().isEmpty() ? "" : " at " + owner.time(),
            ApplicationView.policy(argocd));
  }

  private static String summary(LiveResult result) {
    var violations = result.violations().size();
    var notes = result.of(Severity.NOTE).size();
    return "commit %s: %s, %s: %s%s"
        .formatted(
            Times.commit(result.commit()),
            Amount.of(result.targets(), "service"),
            Amount.of(result.pods(), "Pod"),
            violations == 0 ? "all run what Git wants" : Amount.of(violations, "violation"),
            notes == 0 ? "" : ", " + Amount.of(notes, "note"));
  }

  /// The same for programs, with the images that are as they should be.
  public static Document document(LiveResult result) {
    return new Document()
        .with("commit", result.commit())
        .with(
            "findings",
            result.images().stream()
                .filter(image -> image.state().severity() != Severity.NONE)
                .map(LiveReport::finding)
                .toList())
        .with("images", result.images().stream().map(LiveReport::fields).toList())
        .with(
            "checked",
            new AnswerFields().with("services", result.targets()).with("pods", result.pods()))
        .with("skipped", result.skipped());
  }

  private static AnswerFields finding(LiveImage image) {
    return new AnswerFields()
        .with("rule", image.state().rule())
        .with("severity", image.state().severity().toString())
        .with("environment", image.target().environment())
        .with("service", image.target().service())
        .with("application", image.target().application())
        .with("namespace", image.namespace())
        .with("resource", image.resource())
        .with("container", image.container())
        .with("found", image.found())
        .with("wanted", image.wanted())
        .with("message", image.message())
        .with("by", image.by().map(LiveReport::fields))
        .with("argocd", image.target().argocd().map(LiveReport::fields))
        .with("help", image.help());
  }

  private static AnswerFields fields(LiveImage image) {
    return new AnswerFields()
        .with("environment", image.target().environment())
        .with("service", image.target().service())
        .with("resource", image.resource())
        .with("container", image.container())
        .with("found", image.found())
        .with("wanted", image.wanted())
        .with("state", image.state().toString())
        .with("pods", image.pods())
        .with("commit", image.commit().map(WhereReport::fields));
  }

  private static AnswerFields fields(FieldOwner owner) {
    return new AnswerFields()
        .with("manager", owner.manager())
        .with("operation", owner.operation())
        .with("subresource", owner.subresource())
        .with("time", owner.time());
  }

  private static AnswerFields fields(ApplicationView view) {
    return new AnswerFields()
        .with("sync", view.sync())
        .with("autoSync", view.automated())
        .with("selfHeal", view.selfHeal())
        .with("applied", view.applied());
  }
}
