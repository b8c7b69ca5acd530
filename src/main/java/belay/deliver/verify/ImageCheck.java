package belay.deliver.verify;

import belay.config.Environment;
import belay.config.verify.Rule;
import belay.deliver.verify.finding.Findings.Cause;
import belay.deliver.verify.finding.GitPlace;
import belay.deliver.verify.finding.Occurrence;
import belay.image.ImageRef;
import belay.manifest.ImageRole;
import belay.manifest.ManifestImage;
import belay.manifest.ReferenceForm;
import belay.render.model.RenderedManifest;
import belay.render.object.SourceObject;
import java.util.List;
import java.util.Optional;

/// Whether one rendered image is named by digest, and by the one that Git approved.
final class ImageCheck {
  private final RenderedTools tools;
  private final CheckedApplication application;
  private final SourceObject source;
  private final List<ApprovedImage> approved;
  private final CauseFinder causes;
  private final RenderedManifest manifest;
  private final ManifestImage image;
  private final String namespace;
  private final Occurrence shown;

  /// @param source what the image is rendered from
  /// @param approved the images of the values files that it reads
  ImageCheck(
      RenderedTools tools,
      CheckedApplication application,
      SourceObject source,
      List<ApprovedImage> approved,
      CauseFinder causes,
      RenderedManifest manifest,
      ManifestImage image) {
    this.tools = tools;
    this.application = application;
    this.source = source;
    this.approved = approved;
    this.causes = causes;
    this.manifest = manifest;
    this.image = image;
    this.namespace = image.object().namespace().orElse(application.destination());
    this.shown =
        new Occurrence(
            application.name(),
            namespace,
            image.object().toString(),
            image.container(),
            image.reference());
  }

  void check() {
    var form = image.form();
    if (form.isPinned(tools.config().verify().tagWithDigest())) {
      pinned();
    } else if (image.role() == ImageRole.TEXT || image.role() == ImageRole.KEY) {
      uncertain(form);
    } else if (!mayHaveTags() || !isTag(form)) {
      unpinned(form);
    }
  }

  private boolean mayHaveTags() {
    return application
        .environment()
        .map(tools.config()::environment)
        .filter(one -> one.images() == Environment.Images.ANY)
        .isPresent();
  }

  private static boolean isTag(ReferenceForm form) {
    return form == ReferenceForm.TAG || form == ReferenceForm.NAME;
  }

  private void uncertain(ReferenceForm form) {
    if (isTag(form) && !mayHaveTags()) {
      add(
          Rule.RENDERED_UNCERTAIN,
          traced(),
          "\"%s\" at %s of %s looks like an image by a tag"
              .formatted(image.reference(), image.path(), image.object()),
          "pin it; or exempt it in belay.yaml, below verify.exemptions");
    }
  }

  private void pinned() {
    var mine = approved.stream().filter(one -> one.isOf(image.reference())).toList();
    var digest = image.reference().substring(image.reference().indexOf('@') + 1);
    var place =
        mine.stream()
            .filter(one -> one.digest().toString().equals(digest))
            .findFirst()
            .map(ApprovedImage::place)
            .orElseGet(this::traced);
    if (!mine.isEmpty() && mine.stream().noneMatch(one -> one.digest().toString().equals(digest))) {
      notApproved(mine.getFirst(), place);
    }
    if (ImageRef.read(image.reference()).orElse(null) instanceof ImageRef.Pinned pinned) {
      tools
          .registry()
          .add(
              pinned,
              new RegistryCheck.Use(
                  place, application.environment(), application.service(), Optional.of(shown)));
    }
  }

  /// Where something shadows the digest it is said there already.
  private void notApproved(ApprovedImage wanted, GitPlace place) {
    add(
        Rule.RENDERED_NOT_APPROVED,
        place,
        "%s is rendered, and %s names %s"
            .formatted(image.reference(), wanted.place().file(), wanted.digest().abbreviated()),
        "have it come from %s alone".formatted(wanted.place().file()));
  }

  private void unpinned(ReferenceForm form) {
    var mine = approved.stream().filter(one -> one.isOf(image.reference())).findFirst();
    if (form == ReferenceForm.TAG_AND_DIGEST) {
      var tagged = image.reference().substring(0, image.reference().indexOf('@'));
      add(rule(form), traced(causes.version(tagged)), words(form), "leave the tag out");
    } else if (mine.isPresent()) {
      lost(mine.get());
    } else {
      var place = traced();
      add(rule(form), place, words(form), cure(place));
    }
  }

  /// The values file names a digest, and it did not get here.
  private void lost(ApprovedImage wanted) {
    var trace = causes.trace(image.reference());
    var above =
        trace.filter(found -> found.isAbove(wanted.place().file())).map(CauseFinder.Trace::place);
    if (above.isPresent()) {
      add(
          Rule.EFFECTIVE_SHADOWED,
          above.get(),
          "this wins over the digest of %s in %s: %s is rendered"
              .formatted(wanted.service(), wanted.place().file(), image.reference()),
          "remove it here");
    } else {
      add(
          Rule.EFFECTIVE_IGNORED,
          causes.template(Optional.of(manifest), image.reference()).orElse(wanted.place()),
          "the chart does not read the digest of %s: %s is rendered"
              .formatted(wanted.service(), image.reference()),
          "belay migrate shows the change of the template");
    }
  }

  private Rule rule(ReferenceForm form) {
    return Rule.of(form, tools.config().verify().tagWithDigest()).orElseThrow();
  }

  private String words(ReferenceForm form) {
    return image.reference().isEmpty()
        ? "%s, %s has no image".formatted(image.object(), image.container())
        : "\"%s\" is %s".formatted(image.reference(), form);
  }

  private String cure(GitPlace place) {
    return tools
        .config()
        .serviceOf(place.file())
        .map(found ->
            "belay deploy %s --tag TAG --env %s".formatted(found.service(), found.environment()))
        .orElseGet(() -> "name it by digest there: belay digest " + named());
  }

  private String named() {
    var text = image.reference();
    var at = text.indexOf('@');
    return text.isEmpty() ? "IMAGE" : at < 0 ? text : text.substring(0, at) + ":TAG";
  }

  private GitPlace traced() {
    return traced(causes.trace(image.reference()));
  }

  private GitPlace traced(Optional<CauseFinder.Trace> trace) {
    return trace
        .map(CauseFinder.Trace::place)
        .or(() -> causes.template(Optional.of(manifest), image.reference()))
        .orElseGet(() -> GitPlace.of(source.place()));
  }

  /// What a values file is blamed for already is the same cause.
  private void add(Rule rule, GitPlace place, String message, String help) {
    if (tools
        .exemptions()
        .cover(
            rule,
            image.reference(),
            Optional.of(namespace).filter(text -> !text.isEmpty()),
            image.object().toString())) {
      return;
    }
    var known = tools.findings().at(place, ImageCheck::blamesValues);
    tools
        .findings()
        .add(
            known.orElseGet(() -> new Cause(rule, place, application.service(), message, help)),
            application.environment(),
            shown);
  }

  private static boolean blamesValues(Rule rule) {
    return rule.isOfValues() || rule == Rule.EFFECTIVE_SHADOWED;
  }
}
