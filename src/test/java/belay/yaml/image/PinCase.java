package belay.yaml.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.yaml.tree.KeyPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One folder below `src/test/cases/yaml`: a values file, what to pin, and what becomes of it.
///
/// `args` has lines `path`, `repository`, `digest`, `keys` with a value behind a blank; what it
/// does not name is as in [#DEFAULTS]. `out.yaml` is the result, or `stderr` the refusal; where a
/// missing final line break makes a difference of its own, `out-no-eol.yaml` and `stderr-no-eol`
/// say which.
record PinCase(Path folder) {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "path", "image",
          "repository", "registry.example.com/api",
          "digest", "sha256:93b60ebb48f2cb68f72a01e73ea4ee5ed3a5c8596aecf8c43ef7a7b5990f541e",
          "keys", "repository digest tag");

  /// What became of a file: its new bytes as text, or a refusal.
  record Outcome(String file, String text) {}

  String input() throws IOException {
    return read("in.yaml").orElseThrow();
  }

  Optional<String> read(String name) throws IOException {
    var file = folder.resolve(name);
    return Files.exists(file) ? Optional.of(latin(Files.readAllBytes(file))) : Optional.empty();
  }

  void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), bytes(text));
  }

  /// Pins, with every byte as one character, so that no decoding hides a difference.
  Outcome pin(String input) throws IOException {
    var args = new HashMap<>(DEFAULTS);
    for (var line : List.of(read("args").orElse("").split("\n"))) {
      var blank = line.indexOf(' ');
      if (blank > 0) {
        args.put(line.substring(0, blank), line.substring(blank + 1));
      }
    }
    var names = args.getOrDefault("keys", "").split(" ");
    try {
      var file = ValuesFile.parse("values.yaml", bytes(input));
      var path = KeyPath.parse(args.getOrDefault("path", ""));
      var keys = new ImageKeys(names[0], names[1], names[2]);
      var pinned =
          file.pin(
              new ImageNaming(
                  path, keys, Optional.ofNullable(args.get("registry")).map(KeyPath::parse)),
              args.getOrDefault("repository", ""),
              args.getOrDefault("digest", ""));
      return new Outcome("out.yaml", latin(pinned.bytes()));
    } catch (Failure failure) {
      return new Outcome("stderr", message(failure));
    }
  }

  /// A failure as the program prints it.
  static String message(Failure failure) {
    var text = new StringBuilder("error: " + failure.what() + "\n");
    failure.causes().forEach(cause -> text.append("  cause: ").append(cause).append('\n'));
    text.append("  help: ").append(failure.help()).append('\n');
    return new String(text.toString().getBytes(UTF_8), ISO_8859_1);
  }

  static byte[] bytes(String latin) {
    return latin.getBytes(ISO_8859_1);
  }

  static String latin(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
