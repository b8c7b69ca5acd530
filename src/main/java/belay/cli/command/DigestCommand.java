package belay.cli.command;

import belay.cli.option.LimitOptions;
import belay.cli.option.OutputOptions;
import belay.cli.option.RegistryOptions;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `belay digest IMAGE...`.
@Command(
    description = {
      "Resolves references to digests: one line each, in the order given.",
      "One request per image where the registry allows; tags are never listed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  belay digest registry.example.com/core-cqrs-command:1.4.2",
      "  belay digest nginx:1.27 --platform linux/arm64",
      "  belay digest --file images.txt -o json"
    })
public final class DigestCommand implements CliCommand {
  private static final int AT_ONCE = 16;

  @Parameters(paramLabel = "IMAGE", description = "References: host/path:tag or host/path@digest.")
  List<String> images = List.of();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Read references from a file, one a line (- for standard input).")
  Optional<String> file = Optional.empty();

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "The digest of this platform's image, out of a multi-platform index.")
  Optional<String> platform = Optional.empty();

  @Option(names = "--full", description = "Print repository@digest in place of the digest alone.")
  boolean full;

  @Mixin final RegistryOptions registry = new RegistryOptions();
  @Mixin final LimitOptions limit = new LimitOptions();
  @Mixin final OutputOptions output = new OutputOptions();

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
