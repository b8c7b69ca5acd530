package belay.yaml.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// An invented values file: its text, which of its lines are about the image's three keys, and what
/// it says of them.
///
/// @param text the whole file
/// @param others the lines (with their line breaks) that no edit may touch, in order
/// @param path where the image map stands or would stand
/// @param headers lines that come up with the image map where it is missing
/// @param restorable the old repository and digest where pinning them again must restore the file
public record Invented(
    String text, List<String> others, String path, List<String> headers, Optional<Old> restorable) {

  record Old(String repository, String digest) {}

  public static Invented from(long seed) {
    return new Inventor(new Random(seed)).file();
  }

  /// Makes files up.
  private static final class Inventor {
    private static final String OLD_DIGEST = "sha256:" + "0".repeat(64);
    private static final List<String> WORDS =
        List.of(
            "a", "ünïcode", "🚢 ship", "x: y", "it's", "\"q\"", "#no", "{{ t }}", "- l", "tag: v0");

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private final List<Integer> ours = new ArrayList<>();
    private final String step;
    private Optional<Old> old = Optional.empty();

    /// Whether a block of text stands above: a deep comment could become part of it when what
    /// stands between the two goes, which is a case of its own.
    private boolean block;

    Inventor(Random random) {
      this.random = random;
      this.step = " ".repeat(2 + random.nextInt(3));
    }

    Invented file() {
      var nested = random.nextInt(3) == 0;
      var documents = random.nextInt(5) == 0 ? 1 + random.nextInt(3) : 1;
      var holder = random.nextInt(documents);
      var present = holder > 0 || random.nextInt(6) > 0;
      for (var d = 0; d < documents; d++) {
        if (d > 0 || random.nextInt(6) == 0) {
          lines.add("---" + comment());
        }
        document(d == holder && present, nested, d);
      }
      var path = nested ? "sidecar.image" : "image";
      List<String> headers =
          present ? List.of() : nested ? List.of("sidecar:", "image:") : List.of("image:");
      return assemble(path, headers);
    }

    private Invented assemble(String path, List<String> headers) {
      var lineBreak = random.nextInt(3) == 0 ? "\r\n" : "\n";
      var text = new StringBuilder(random.nextInt(8) == 0 ? "\ufeff" : "");
      List<String> others = new ArrayList<>();
      for (var i = 0; i < lines.size(); i++) {
        text.append(lines.get(i)).append(lineBreak);
        if (!ours.contains(i)) {
          others.add(lines.get(i));
        }
      }
      if (random.nextInt(4) == 0) {
        text.setLength(text.length() - lineBreak.length());
      }
      return new Invented(text.toString(), others, path, headers, old);
    }

    private void document(boolean withImage, boolean nested, int number) {
      blocks("", "k" + number);
      if (withImage) {
        if (nested) {
          lines.add("sidecar:" + comment());
          blocks(step, "s");
          image(step);
          blocks(step, "t");
        } else {
          image("");
        }
      }
      blocks("", "m" + number);
      lines.add("last" + number + ": 1" + comment());
    }

    private void blocks(String indent, String prefix) {
      for (var i = random.nextInt(4); i > 0; i--) {
        noise(indent);
        block(indent, prefix + i);
      }
    }

    private void noise(String indent) {
      switch (random.nextInt(5)) {
        case 0 -> lines.add("");
        case 1 -> lines.add(indent + "# " + word());
        case 2 -> lines.add(indent + " ".repeat(block ? 0 : random.nextInt(6)) + "# tag: image:");
        default -> {}
      }
    }

    private void block(String indent, String key) {
      switch (random.nextInt(9)) {
        case 0 -> lines.add(indent + key + ": " + random.nextInt(100) + comment());
        case 1 -> lines.add(indent + key + ": '" + word().replace("'", "''") + "'" + comment());
        case 2 -> lines.add(indent + key + ": {tag: v1, digest: [a, 'b']}" + comment());
        case 3 -> {
          block = true;
          lines.add(indent + key + ": |" + (random.nextBoolean() ? "-" : ""));
          lines.add(indent + step + "image:");
          lines.add(indent + step + "  tag: " + word());
          lines.add("");
        }
        case 4 -> {
          var list = random.nextBoolean() ? indent : indent + step;
          lines.add(indent + key + ":" + comment());
          lines.add(list + "- image: {tag: v1}");
          lines.add(list + "- tag: v2" + comment());
        }
        case 5 -> {
          lines.add(indent + key + ":");
          lines.add(indent + step + "tag: v3" + comment());
          noise(indent + step);
          lines.add(indent + step + "deeper:");
          lines.add(indent + step + step + "digest: x" + comment());
        }
        case 6 -> {
          lines.add(indent + key + ": \"folded " + comment().replace("\"", ""));
          lines.add(indent + step + "tag: v1\"" + comment());
        }
        case 7 -> lines.add(indent + "\"" + key + "\":" + comment());
        default -> lines.add(indent + key + ":\t" + random.nextInt() + "\t# tab");
      }
    }

    private void image(String indent) {
      block = false;
      noise(indent);
      if (random.nextInt(4) == 0) {
        flowImage(indent);
        return;
      }
      lines.add(indent + "image:" + comment());
      var inner = indent + step;
      List<String> keys =
          new ArrayList<>(List.of("repository", "digest", "tag", "pullPolicy", "extra"));
      Collections.shuffle(keys, random);
      keys = keys.subList(0, 1 + random.nextInt(keys.size()));
      var simple = !keys.contains("tag") && keys.contains("digest") && keys.contains("repository");
      for (var key : keys) {
        noise(inner);
        switch (key) {
          case "pullPolicy" -> lines.add(inner + "pullPolicy: Always" + comment());
          case "extra" -> block(inner, "extra");
          default -> ours(inner, key, simple);
        }
      }
      if (simple) {
        old = Optional.of(new Old("old.example.com/api", OLD_DIGEST));
      }
    }

    /// A line of one of the three keys; in several lines or without value only where nothing is to
    /// be restored.
    private void ours(String indent, String key, boolean simple) {
      var value =
          switch (key) {
            case "repository" -> "old.example.com/api";
            case "digest" -> OLD_DIGEST;
            default -> "v1";
          };
      var begin = indent + (random.nextInt(6) == 0 ? "\"" + key + "\"" : key) + ":";
      switch (random.nextInt(simple ? 3 : 6)) {
        case 0 -> our(begin + " " + value + comment());
        case 1 -> our(begin + " '" + value + "'" + comment());
        case 2 -> our(begin + "   \"" + value + "\"" + comment());
        case 3 -> our(begin + comment());
        case 4 -> {
          our(begin + " \"" + value + "\\");
          our(indent + " \"" + comment());
        }
        default -> {
          // The key's line is only removed with a tag; a new value stands on the second line.
          if (key.equals("tag")) {
            our(begin + comment());
          } else {
            lines.add(begin + comment());
          }
          our(indent + " " + value + comment());
        }
      }
    }

    private void our(String line) {
      ours.add(lines.size());
      lines.add(line);
    }

    private void flowImage(String indent) {
      List<String> entries =
          new ArrayList<>(
              List.of(
                  "repository: 'old'",
                  "digest: " + OLD_DIGEST,
                  "tag: v1",
                  "pullPolicy: Always",
                  "x: [1, {tag: 2}]"));
      Collections.shuffle(entries, random);
      entries = entries.subList(0, random.nextInt(entries.size() + 1));
      var space = random.nextBoolean() ? " " : "";
      our(indent + "image: {" + space + String.join(", ", entries) + space + "}" + comment());
    }

    private String comment() {
      return switch (random.nextInt(6)) {
        case 0 -> " # " + word();
        case 1 -> "\t# tag: v9";
        case 2 -> "   # 'quoted";
        default -> "";
      };
    }

    private String word() {
      return WORDS.get(random.nextInt(WORDS.size()));
    }
  }
}
