package belay.deliver.verify;

import belay.config.Config;
import belay.config.Environment;
import belay.config.verify.Rule;
import belay.deliver.environment.References;
import belay.deliver.verify.finding.Exemptions;
import belay.deliver.verify.finding.Findings;
import belay.deliver.verify.finding.Findings.Cause;
import belay.deliver.verify.finding.GitPlace;
import belay.deliver.verify.finding.ReadFault;
import belay.failure.Failure;
import belay.failure.Suggest;
import belay.image.Digest;
import belay.yaml.image.ImageNaming;
import belay.yaml.image.ImageSite;
import belay.yaml.image.ImageValues;
import belay.yaml.image.ValuesFile;
import belay.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether the values file of one service in one environment names its images by digest.
final class ValuesCheck {
  /// What charts commonly read beside repository, digest and tag.
  private static final Set<String> COMMON =
      Set.of(
          "registry", "pullPolicy", "pullSecrets", "imagePullPolicy", "name", "allowEmptyDigest");

  private final Config config;
  private final Environment environment;
  private final String service;
  private final String path;
  private final Findings findings;
  private final Exemptions exemptions;
  private final List<ApprovedImage> approved = new ArrayList<>();
  private final List<ValuesFix> fixes = new ArrayList<>();

  private ValuesCheck(
      Config config,
      Environment environment,
      String service,
      String path,
      Findings findings,
      Exemptions exemptions) {
    this.config = config;
    this.environment = environment;
    this.service = service;
    this.path = path;
    this.findings = findings;
    this.exemptions = exemptions;
  }

  /// What a values file says.
  ///
  /// @param approved the images that it names by digest
  /// @param fixes what can be mended without a thought
  record Checked(List<ApprovedImage> approved, List<ValuesFix> fixes) {}

  static Checked check(
      Config config,
      String environment,
      String service,
      String path,
      byte[] bytes,
      Findings findings,
      Exemptions exemptions) {
    var check =
        new ValuesCheck(
            config, config.environment(environment), service, path, findings, exemptions);
    check.file(bytes);
    return new Checked(List.copyOf(check.approved), List.copyOf(check.fixes));
  }

  private void file(byte[] bytes) {
    try {
      var file = ValuesFile.parse(path, bytes);
      var images = config.images(service);
      images.forEach((name, naming) -> image(name, naming, file));
      others(file, images);
    } catch (Failure unreadable) {
      unreadable(unreadable);
    }
  }

  private void unreadable(Failure failure) {
    var fault = ReadFault.of(path, failure);
    add(Rule.VALUES_UNREADABLE, fault.place(), fault.message(), fault.help(), "");
  }

  private void image(String name, ImageNaming naming, ValuesFile file) {
    var nodes = ImageNodes.in(path, file, naming);
    try {
      var values = file.image(naming);
      if (nodes.image().isEmpty() && !file.images(naming.keys()).isEmpty()) {
        return;
      }
      new Image(label(name), naming, nodes, values).check();
      unknownKeys(nodes, naming);
    } catch (Failure unreadable) {
      unreadable(unreadable);
    }
  }

  private String label(String image) {
    return image.equals(Config.MAIN) ? service : service + "/" + image;
  }

  /// One image that belay.yaml, or its defaults, name.
  private final class Image {
    private final String label;
    private final ImageNaming naming;
    private final ImageNodes nodes;
    private final String repository;
    private final String digest;
    private final String tag;

    Image(String label, ImageNaming naming, ImageNodes nodes, ImageValues values) {
      this.label = label;
      this.naming = naming;
      this.nodes = nodes;
      this.repository = values.repository().orElse("").strip();
      this.digest = values.digest().filter(text -> !text.isBlank()).orElse("");
      this.tag = values.tag().filter(text -> !text.isBlank()).orElse("");
    }

    void check() {
      if (!digest.isEmpty()) {
        byDigest();
      } else if (holdsDigest(tag)) {
        misplaced(nodes.tag(), "the tag \"%s\"".formatted(tag));
      } else if (repository.contains("@")) {
        misplaced(nodes.repository(), "the repository \"%s\"".formatted(repository));
      } else if (!tag.isEmpty()) {
        byTag(nodes.tag(), tag);
      } else if (hasTag(repository)) {
        byTag(nodes.repository(), repository.substring(References.nameEnd(repository) + 1));
      } else {
        missing();
      }
    }

    private void byDigest() {
      var fault = VersionFault.of(digest);
      fault.ifPresent(found -> {
        add(found.rule(), nodes.place(nodes.digest()), found.message(), deploy(), repository);
        found.mended().ifPresent(this::fix);
      });
      if (fault.isEmpty()) {
        approved.add(
            new ApprovedImage(
                service,
                environment.name(),
                naming,
                nodes.place(nodes.digest()),
                repository,
                Digest.parse(digest)));
      }
      if (!tag.isEmpty()) {
        add(
            Rule.VALUES_TAG_AND_DIGEST,
            nodes.place(nodes.tag()),
            "a tag \"%s\" stands beside the digest of %s: which one wins is the chart's guess"
                .formatted(tag, label),
            "remove the line, or belay verify --fix does",
            repository);
        fault.flatMap(VersionFault::mended).or(() -> only(fault.isEmpty())).ifPresent(this::fix);
      }
    }

    private Optional<String> only(boolean wellFormed) {
      return wellFormed ? Optional.of(digest) : Optional.empty();
    }

    private void misplaced(Optional<YamlNode> node, String what) {
      var text = tag.isEmpty() || repository.contains("@") ? repository + tag : tag;
      add(
          Rule.VALUES_DIGEST_MISPLACED,
          nodes.place(node),
          "%s holds a digest, which belongs into %s"
              .formatted(what, naming.path().child(naming.keys().digest())),
          deploy(),
          repository);
      digestIn(text).ifPresent(this::fix);
    }

    /// The digest that a tag or a repository holds, also where the hex stands in the tag alone.
    private Optional<String> digestIn(String text) {
      var at = text.indexOf('@');
      var candidate = at < 0 ? text : text.substring(at + 1);
      return Stream.of(candidate, candidate.replaceFirst("^sha256(?=[0-9a-f])", "sha256:"))
          .filter(Digest::isDigest)
          .findFirst();
    }

    private void byTag(Optional<YamlNode> node, String version) {
      if (environment.images() == Environment.Images.DIGEST) {
        add(
            Rule.VALUES_TAG,
            nodes.place(node),
            "%s is named by the tag \"%s\", and %s takes digests"
                .formatted(label, version, environment.name()),
            deploy(),
            repository);
      }
    }

    private void missing() {
      if (environment.images() == Environment.Images.DIGEST) {
        add(
            Rule.VALUES_DIGEST_MISSING,
            nodes.place(nodes.digest()),
            nodes.image().isPresent()
                ? "%s has no digest".formatted(label)
                : "no image at %s, where that of %s is looked for".formatted(naming.path(), label),
            deploy(),
            repository);
      }
    }

    private String deploy() {
      return "belay deploy %s --tag TAG --env %s".formatted(label, environment.name());
    }

    private void fix(String mended) {
      var plain = repository.substring(0, References.nameEnd(repository));
      if (!plain.isEmpty()) {
        fixes.add(new ValuesFix(path, naming, plain, mended));
      }
    }
  }

  private static boolean holdsDigest(String text) {
    return text.startsWith("sha256:") || text.startsWith("sha512:") || text.contains("@sha");
  }

  private static boolean hasTag(String reference) {
    return References.nameEnd(reference) < reference.length();
  }

  private void unknownKeys(ImageNodes nodes, ImageNaming naming) {
    if (!(nodes.image().map(YamlNode::resolved).orElse(null) instanceof YamlNode.Mapping mapping)) {
      return;
    }
    var keys = naming.keys();
    var known =
        Stream.concat(keys.repositories().stream(), Stream.of(keys.digest(), keys.tag())).toList();
    for (var entry : mapping.entries()) {
      var name = entry.name().orElse("");
      if (!known.contains(name) && !COMMON.contains(name)) {
        Suggest.nearest(name, known)
            .filter(near -> !near.equals(name))
            .ifPresent(near ->
                add(
                    Rule.VALUES_UNKNOWN_KEY,
                    GitPlace.of(path, entry.key()),
                    "\"%s\" is not read as \"%s\"".formatted(name, near),
                    "write %s, or remove the line".formatted(near),
                    ""));
      }
    }
  }

  /// Images that stand elsewhere in the file than where belay.yaml has the service's.
  private void others(ValuesFile file, Map<String, ImageNaming> images) {
    if (environment.images() != Environment.Images.DIGEST) {
      return;
    }
    var named =
        images.values().stream()
            .map(naming -> naming.path().toString())
            .collect(Collectors.toSet());
    var judged =
        images.values().stream()
            .map(naming -> ImageNodes.in(path, file, naming))
            .flatMap(nodes -> Stream.of(nodes.repository(), nodes.digest(), nodes.tag()))
            .flatMap(Optional::stream)
            .toList();
    file.images(config.image().keys()).stream()
        .filter(site -> site.form() != ImageSite.Form.PART)
        .filter(site -> !named.contains(site.path().toString()))
        .filter(site -> file.node(site.path()).filter(node -> holds(node, judged)).isEmpty())
        .forEach(this::other);
  }

  /// Whether what was judged already stands in a node, as where an image is merged from it.
  private static boolean holds(YamlNode node, List<YamlNode> judged) {
    return judged.stream()
        .anyMatch(one ->
            node.span().start() <= one.span().start() && one.span().end() <= node.span().end());
  }

  private void other(ImageSite site) {
    var text = site.text();
    var at = text.indexOf('@');
    var place = GitPlace.parse(site.place());
    if (at < 0 && hasTag(text)) {
      add(
          Rule.VALUES_TAG,
          place,
          "%s is \"%s\", by a tag, and %s takes digests"
              .formatted(site.path(), text, environment.name()),
          site.form() == ImageSite.Form.MAPPING
              ? "name it in belay.yaml: %s, and deploy it"
                  .formatted(site.yaml(service, config.image().keys()))
              : "write its digest in place of the tag: belay digest " + text,
          text);
    } else if (at >= 0) {
      var digest = text.substring(at + 1);
      VersionFault.of(digest)
          .ifPresent(fault ->
              add(fault.rule(), place, fault.message(), "belay digest IMAGE prints one", text));
    }
  }

  private void add(Rule rule, GitPlace place, String message, String help, String reference) {
    if (!exemptions.cover(rule, reference, environment.namespace(), "")) {
      findings.add(
          new Cause(rule, place, Optional.of(service), message, help),
          Optional.of(environment.name()));
    }
  }
}
