package belay.cli.terminal;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.image.ImageRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lists of references in files: one a line; blank lines and `#` comments are passed over.
public final class Lines {
  private static final int MOST = 100_000;
  private static final int LONGEST = 1_000;

  private Lines() {}

  /// Reads the references of a file; `-` is standard input.
  public static List<ImageRef> references(Host host, String file) {
    try (var in = open(host, file)) {
      return read(in, file.equals("-") ? "standard input" : file);
    } catch (IOException e) {
      throw new Failure(
          Kind.NOT_FOUND,
          "cannot read \"%s\"".formatted(file),
          "pass a file with one reference a line, or - for standard input",
          e);
    }
  }

  private static InputStream open(Host host, String file) throws IOException {
    return file.equals("-") ? host.streams().in() : Files.newInputStream(host.cwd().resolve(file));
  }

  private static List<ImageRef> read(InputStream in, String name) throws IOException {
    List<ImageRef> refs = new ArrayList<>();
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    var number = 0;
    for (var line = line(reader); line.isPresent(); line = line(reader)) {
      number++;
      var text = line.get().strip();
      if (number > MOST || line.get().length() > LONGEST) {
        throw new Failure(
            Kind.REFUSED,
            "%s:%d: more than %d lines, or a line of more than %d characters"
                .formatted(name, number, MOST, LONGEST),
            "check that it is a list of references");
      }
      if (!text.isEmpty() && !text.startsWith("#")) {
        refs.add(parse(text, name, number));
      }
    }
    return refs;
  }

  /// The next line; no more of it than shows that it is too long, since it may never end.
  private static Optional<String> line(BufferedReader reader) throws IOException {
    var line = new StringBuilder();
    var next = reader.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n' && line.length() <= LONGEST) {
      line.append((char) next);
      next = reader.read();
    }
    return Optional.of(line.toString());
  }

  private static ImageRef parse(String text, String name, int number) {
    try {
      return ImageRef.parse(text);
    } catch (Failure failure) {
      throw new Failure(
          failure.kind(), "%s:%d: %s".formatted(name, number, failure.what()), failure.help());
    }
  }

  /// Refuses to do nothing: an empty list is a mistake.
  public static void requireSome(List<ImageRef> refs) {
    if (refs.isEmpty()) {
      throw new Failure(
          Kind.USAGE,
          "no image given",
          "belay digest registry.example.com/service:tag, or --file FILE");
    }
  }
}
