package belay.deliver.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.config.Config;
import belay.config.Environment;
import belay.config.ValuesLocation;
import belay.config.verify.Rule;
import belay.deliver.verify.finding.Exemptions;
import belay.deliver.verify.finding.Findings;
import belay.deliver.verify.finding.Findings.Cause;
import belay.deliver.verify.finding.GitPlace;
import belay.deliver.verify.finding.Occurrence;
import belay.image.ImageRef;
import belay.manifest.ImageFinder;
import belay.manifest.ImageRole;
import belay.manifest.KubeObject;
import belay.manifest.ManifestImage;
import belay.manifest.ReferenceForm;
import belay.render.model.RenderedApplication;
import belay.render.model.RenderedManifest;
import belay.render.model.RenderedSource;
import belay.render.model.Tool;
import belay.render.object.RenderFailure;
import belay.render.values.ValuesLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Whether what Applications render to names nothing but digests, and those that Git approved. Safe
/// for use by several threads.
final class RenderedCheck {
  private final Config config;
  private final ImageFinder finder;
  private final Approvals approvals;
  private final Findings findings;
  private final Exemptions exemptions;
  private final RegistryCheck registry;
  private final AtomicInteger images = new AtomicInteger();

  RenderedCheck(
      Config config,
      Approvals approvals,
      Findings findings,
      Exemptions exemptions,
      RegistryCheck registry) {
    this.config = config;
    this.finder = new ImageFinder(config.verify().kinds(), config.verify().text());
    this.approvals = approvals;
    this.findings = findings;
    this.exemptions = exemptions;
    this.registry = registry;
  }

  /// How many images were rendered.
  int images() {
    return images.get();
  }

  /// The services whose values files an Application reads.
  static Set<String> services(Config config, RenderedApplication rendered) {
    return rendered.sources().stream()
        .flatMap(source -> source.layers().all().stream())
        .filter(layer -> layer.origin().isEmpty())
        .flatMap(layer -> config.serviceOf(layer.file()).stream())
        .map(ValuesLocation::service)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Checks one.
  ///
  /// @return how many images it has
  int check(RenderedApplication rendered) {
    var one = new One(rendered);
    one.check();
    images.addAndGet(one.images);
    return one.images;
  }

  /// One Application.
  private final class One {
    private final RenderedApplication rendered;
    private final String name;
    private final Optional<String> environment;
    private final Set<String> services = new TreeSet<>();
    private int images;

    One(RenderedApplication rendered) {
      this.rendered = rendered;
      this.name = rendered.application().name();
      this.environment = rendered.environment();
    }

    void check() {
      services.addAll(services(config, rendered));
      rendered.sources().forEach(this::source);
    }

    private void failure(RenderedSource source, RenderFailure failure) {
      if (isBlamed(source, failure)) {
        return;
      }
      var rule =
          failure.reason() == RenderFailure.Reason.REFERENCE
              ? Rule.SOURCE_REF_UNDEFINED
              : Rule.CANNOT_RENDER;
      add(rule, GitPlace.of(failure.place()), failure.what(), failure.help());
    }

    /// Whether something is found already that makes it fail: parameters in any order, or no digest
    /// where the chart requires one.
    private boolean isBlamed(RenderedSource source, RenderFailure failure) {
      if (failure.reason() != RenderFailure.Reason.RENDER) {
        return false;
      }
      if (effective(source, List.of()).isAmbiguous()) {
        return true;
      }
      var read = source.layers().all().stream().map(ValuesLayer::file).collect(Collectors.toSet());
      return failure.what().toLowerCase(Locale.ROOT).contains("digest")
          && findings.blame(
              cause -> cause.rule().isOfValues() && read.contains(cause.place().file()),
              environment,
              name);
    }

    private EffectiveCheck effective(RenderedSource source, List<ApprovedImage> approved) {
      return new EffectiveCheck(config, findings, environment, name, source, approved);
    }

    private void source(RenderedSource source) {
      source.failures().forEach(failure -> failure(source, failure));
      if (source.tool() == Tool.REFERENCE
          && source.source().reference().isEmpty()
          && source.failures().isEmpty()) {
        add(
            Rule.SOURCE_WITHOUT_REF,
            GitPlace.of(source.source().place()),
            "this source brings neither manifests nor values: it has no path, no chart and no ref",
            "write ref: values, and name its files as $values/PATH in valueFiles");
      }
      var approved = approved(source);
      effective(source, approved).check();
      List<String> digests = new ArrayList<>();
      for (var manifest : source.manifests()) {
        digests.addAll(manifest(source, manifest, approved));
      }
      ignored(source, approved, digests);
    }

    private List<ApprovedImage> approved(RenderedSource source) {
      return source.layers().all().stream()
          .filter(layer -> layer.origin().isEmpty())
          .flatMap(layer -> approvals.in(layer.file()).stream())
          .distinct()
          .toList();
    }

    private void add(Rule rule, GitPlace place, String message, String help) {
      findings.add(
          new Cause(rule, place, VerifyScope.only(services), message, help), environment, name);
    }

    /// @return the references that were found
    private List<String> manifest(
        RenderedSource source, RenderedManifest manifest, List<ApprovedImage> approved) {
      List<String> references = new ArrayList<>();
      var file = manifest.path().orElse(manifest.template());
      for (var object : KubeObject.read(file, manifest.text().getBytes(UTF_8))) {
        for (var image : finder.find(object)) {
          references.add(image.reference());
          if (image.certain()) {
            images++;
          }
          new ImageCheck(source, manifest, image, approved).check();
        }
      }
      return references;
    }

    /// A chart that reads no digest at all leaves no trace of it.
    private void ignored(
        RenderedSource source, List<ApprovedImage> approved, List<String> references) {
      if (references.isEmpty() || !rendered.isRendered()) {
        return;
      }
      for (var image : approved) {
        var seen =
            references.stream()
                .anyMatch(text -> text.endsWith("@" + image.digest()) || image.isOf(text));
        if (!seen && effective(source, approved).wins(image)) {
          add(
              Rule.EFFECTIVE_IGNORED,
              new CauseFinder(source).template(Optional.empty(), "").orElse(image.place()),
              "the chart renders no image %s of %s".formatted(image.repository(), image.service()),
              "read %s in its template: belay migrate shows the change"
                  .formatted(image.naming().path().child(image.naming().keys().digest())));
        }
      }
    }

    /// One image.
    private final class ImageCheck {
      private final RenderedSource source;
      private final RenderedManifest manifest;
      private final ManifestImage image;
      private final List<ApprovedImage> approved;
      private final CauseFinder causes;
      private final Occurrence shown;
      private final String namespace;

      ImageCheck(
          RenderedSource source,
          RenderedManifest manifest,
          ManifestImage image,
          List<ApprovedImage> approved) {
        this.source = source;
        this.manifest = manifest;
        this.image = image;
        this.approved = approved;
        this.causes = new CauseFinder(source);
        this.namespace = image.object().namespace().orElse(rendered.application().destination());
        this.shown =
            new Occurrence(
                name, namespace, image.object().toString(), image.container(), image.reference());
      }

      void check() {
        var form = image.form();
        if (form.isPinned(config.verify().tagWithDigest())) {
          pinned();
        } else if (image.role() == ImageRole.TEXT || image.role() == ImageRole.KEY) {
          uncertain(form);
        } else if (!mayHaveTags() || !isTag(form)) {
          unpinned(form);
        }
      }

      private boolean mayHaveTags() {
        return environment
            .map(config::environment)
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
        if (!mine.isEmpty()
            && mine.stream().noneMatch(one -> one.digest().toString().equals(digest))) {
          notApproved(mine.getFirst(), place);
        }
        if (ImageRef.read(image.reference()).orElse(null) instanceof ImageRef.Pinned pinned) {
          registry.add(
              pinned,
              new RegistryCheck.Use(
                  place, environment, VerifyScope.only(services), Optional.of(shown)));
        }
      }

      /// Where something shadows the digest it is said there already.
      private void notApproved(ApprovedImage wanted, GitPlace place) {
        add(
            Rule.RENDERED_NOT_APPROVED,
            findings
                .at(place, rule -> rule == Rule.EFFECTIVE_SHADOWED)
                .map(Cause::place)
                .orElse(place),
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
            trace
                .filter(found -> found.isAbove(wanted.place().file()))
                .map(CauseFinder.Trace::place);
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
        return Rule.of(form, config.verify().tagWithDigest()).orElseThrow();
      }

      private String words(ReferenceForm form) {
        return image.reference().isEmpty()
            ? "%s, %s has no image".formatted(image.object(), image.container())
            : "\"%s\" is %s".formatted(image.reference(), form);
      }

      private String cure(GitPlace place) {
        return config
            .serviceOf(place.file())
            .map(found ->
                "belay deploy %s --tag TAG --env %s"
                    .formatted(found.service(), found.environment()))
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
            .orElseGet(() -> GitPlace.of(source.source().place()));
      }

      /// What a values file is blamed for already is the same cause.
      private void add(Rule rule, GitPlace place, String message, String help) {
        if (exemptions.cover(
            rule,
            image.reference(),
            Optional.of(namespace).filter(text -> !text.isEmpty()),
            image.object().toString())) {
          return;
        }
        var known = findings.at(place, RenderedCheck::blamesValues);
        findings.add(
            known.orElseGet(
                () -> new Cause(rule, place, VerifyScope.only(services), message, help)),
            environment,
            shown);
      }
    }
  }

  private static boolean blamesValues(Rule rule) {
    return rule.isOfValues() || rule == Rule.EFFECTIVE_SHADOWED;
  }
}
