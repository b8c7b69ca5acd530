package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.LimitOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.ProgressLines;
import belay.cli.terminal.Session;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.ImageRef;
import belay.layout.Choice;
import belay.layout.ImageSource;
import belay.layout.Images;
import belay.registry.Registry;
import belay.registry.push.Push;
import belay.registry.push.Pushed;
import belay.report.Document;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `belay push DIR|ARCHIVE IMAGE[:TAG]`.
public final class PushCommand implements CliCommand {
  Path source = Path.of("");
  String target = "";
  List<String> tags = List.of();
  Optional<String> name = Optional.empty();
  boolean allPlatforms;
  final RegistryOptions registry = new RegistryOptions();
  final LimitOptions limit = new LimitOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Pushes an image and prints repository@digest. The image is an OCI image layout (a"
            + " directory), an OCI archive or a docker-save archive. A multi-platform index goes up"
            + " whole. Everything is checked before anything is sent; what the registry has is not"
            + " sent again. Without a tag the image is pushed by its digest alone.");
    usage.examples(
        "belay push bazel-bin/api_image registry.example.com/api:$GITHUB_SHA",
        "belay push image.tar registry.example.com/api:1.4.2 --tag 1.4 --tag 1",
        "belay push layout registry.example.com/api --name 1.4.2");
    usage.argument(
        "DIR|ARCHIVE", "1", "The image on disk.", Binding.of(Path.class, v -> source = v));
    usage.argument("IMAGE[:TAG]", "1", "Where it goes.", Binding.of(String.class, v -> target = v));
    usage.option(
        "--tag", "TAG", "One more tag; repeatable.", Binding.list(String.class, v -> tags = v));
    usage.option(
        "--name",
        "NAME",
        "Which image, where there are several: its ref.name, RepoTag or digest.",
        Binding.optional(String.class, v -> name = v));
    usage.toggle(
        "--all-platforms",
        "Push all images of a layout as one index, where they are its platforms.",
        v -> allPlatforms = v);
    registry.declare(usage);
    limit.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    var reference = ImageRef.parse(target);
    try (var image = Images.open(session.host().cwd().resolve(source), choice());
        var registry =
            Registry.open(session.host(), session.terminal(), this.registry.settings())) {
      requireDigest(reference, image);
      var request = new Push(reference.repository(), tags(reference));
      var progress = session.terminal().progress();
      print(
          session,
          TimeLimit.within(
              limit.timeout, "the push", () -> registry.push(image, request, progress)));
    }
    return 0;
  }

  private Choice choice() {
    if (allPlatforms && name.isPresent()) {
      throw new Failure(
          Kind.USAGE, "--name and --all-platforms exclude each other", "pass one of the two");
    }
    return allPlatforms
        ? new Choice.AllPlatforms()
        : name.<Choice>map(Choice.Named::new).orElseGet(Choice.Only::new);
  }

  private List<String> tags(ImageRef reference) {
    Set<String> all = new LinkedHashSet<>();
    if (reference instanceof ImageRef.Tagged tagged) {
      all.add(tagged.tag());
    }
    tags.forEach(tag -> all.add(reference.repository().tagged(tag).tag()));
    return List.copyOf(all);
  }

  /// A target with a digest is a promise about what lies on disk.
  private void requireDigest(ImageRef reference, ImageSource image) {
    if (reference instanceof ImageRef.Pinned pinned
        && !pinned.digest().equals(image.root().digest())) {
      throw new Failure(
          Kind.REFUSED,
          "%s is %s, not %s".formatted(source, image.root().digest(), pinned.digest()),
          "push the image that was meant, or leave the digest out of the target");
    }
  }

  private void print(Session session, Pushed pushed) {
    session
        .terminal()
        .note(
            "%d uploaded (%s), %d mounted, %d already there"
                .formatted(
                    pushed.uploaded(),
                    ProgressLines.bytes(pushed.bytes()),
                    pushed.mounted(),
                    pushed.present()));
    session.answer(output.form, () -> pushed.image() + "\n", () -> document(pushed));
  }

  private static Document document(Pushed pushed) {
    return new Document()
        .with("image", pushed.image().toString())
        .with("repository", pushed.image().repository().toString())
        .with("digest", pushed.image().digest().toString())
        .with("uploaded", pushed.uploaded())
        .with("mounted", pushed.mounted())
        .with("present", pushed.present())
        .with("bytes", pushed.bytes())
        .with("requests", pushed.requests());
  }
}
