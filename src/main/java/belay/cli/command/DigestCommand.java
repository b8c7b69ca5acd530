package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.LimitOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.RegistryOptions;
import belay.cli.option.Usage;
import belay.cli.terminal.Lines;
import belay.cli.terminal.Session;
import belay.image.ImageRef;
import belay.image.Platform;
import belay.registry.Registry;
import belay.report.AnswerFields;
import belay.report.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;

/// `belay digest IMAGE...`.
public final class DigestCommand implements CliCommand {
  private static final int AT_ONCE = 16;

  List<String> images = List.of();
  Optional<String> file = Optional.empty();
  Optional<String> platform = Optional.empty();
  boolean full;
  final RegistryOptions registry = new RegistryOptions();
  final LimitOptions limit = new LimitOptions();
  final OutputOptions output = new OutputOptions();

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Resolves references to digests: one line each, in the order given. One request per image"
            + " where the registry allows; tags are never listed.");
    usage.examples(
        "belay digest registry.example.com/core-cqrs-command:1.4.2",
        "belay digest nginx:1.27 --platform linux/arm64",
        "belay digest --file images.txt -o json");
    usage.argument(
        "IMAGE",
        "0..*",
        "References: host/path:tag or host/path@digest.",
        Binding.list(String.class, v -> images = v));
    usage.option(
        "--file",
        "FILE",
        "Read references from a file, one a line (- for standard input).",
        Binding.optional(String.class, v -> file = v));
    usage.option(
        "--platform",
        "OS/ARCH",
        "The digest of this platform's image, out of a multi-platform index.",
        Binding.optional(String.class, v -> platform = v));
    usage.toggle("--full", "Print repository@digest in place of the digest alone.", v -> full = v);
    registry.declare(usage);
    limit.declare(usage);
    output.declare(usage);
  }

  @Override
  public int run(Session session) {
    List<ImageRef> refs = new ArrayList<>(images.stream().map(ImageRef::parse).toList());
    file.ifPresent(f -> refs.addAll(Lines.references(session.host(), f)));
    Lines.requireSome(refs);
    try (var registry =
        Registry.open(session.host(), session.terminal(), this.registry.settings())) {
      var pinned = TimeLimit.within(limit.timeout, "resolving", () -> resolve(registry, refs));
      session.answer(output.form, () -> text(pinned), () -> document(refs, pinned));
    }
    return 0;
  }

  private List<ImageRef.Pinned> resolve(Registry registry, List<ImageRef> refs) {
    if (platform.isEmpty()) {
      return registry.resolveAll(refs);
    }
    var wanted = Platform.parse(platform.get());
    return refs.stream()
        .gather(Gatherers.mapConcurrent(AT_ONCE, ref -> registry.resolve(ref, wanted)))
        .toList();
  }

  private String text(List<ImageRef.Pinned> pinned) {
    var text = new StringBuilder();
    pinned.forEach(p -> text.append(full ? p : p.digest()).append('\n'));
    return text.toString();
  }

  private static Document document(List<ImageRef> refs, List<ImageRef.Pinned> pinned) {
    List<AnswerFields> rows = new ArrayList<>();
    for (var i = 0; i < refs.size(); i++) {
      rows.add(
          new AnswerFields()
              .with("reference", refs.get(i).toString())
              .with("repository", pinned.get(i).repository().toString())
              .with("digest", pinned.get(i).digest().toString()));
    }
    return new Document().with("images", rows);
  }
}
