package belay.migrate.site;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateCommand;
import belay.gotemplate.TemplateExpression;
import belay.gotemplate.TemplatePipeline;
import belay.migrate.model.Keys;
import belay.migrate.origin.Origin;
import belay.migrate.origin.Scope;
import belay.migrate.origin.TemplateFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is common to lists of atoms.
final class Atoms {
  private static final Pattern REFERENCE =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9._-]*(?::[0-9]+)?(?:/[A-Za-z0-9._-]+)*(?::[A-Za-z0-9_][A-Za-z0-9._-]*)?");

  private Atoms() {}

  /// Without white space and quotes around them.
  static List<Atom> strip(List<Atom> atoms) {
    var all = new ArrayList<Atom>();
    for (var atom : atoms) {
      if (!(atom instanceof Atom.Lit lit) || !lit.text().isEmpty()) {
        all.add(atom);
      }
    }
    trim(all);
    if (all.isEmpty() || !(all.getFirst() instanceof Atom.Lit first)) {
      return all;
    }
    var quote = first.text().charAt(0);
    if (quote == '"' || quote == '\'') {
      cut(all, 0, first.part(1, first.text().length()));
      if (!all.isEmpty()
          && all.getLast() instanceof Atom.Lit last
          && last.text().charAt(last.text().length() - 1) == quote) {
        cut(all, all.size() - 1, last.part(0, last.text().length() - 1));
      }
    }
    trim(all);
    return all;
  }

  /// Without white space around them.
  static List<Atom> trimmed(List<Atom> atoms) {
    var all = new ArrayList<>(atoms);
    trim(all);
    return all;
  }

  private static void trim(List<Atom> all) {
    while (!all.isEmpty() && all.getFirst() instanceof Atom.Lit lit) {
      var text = lit.text();
      var from = text.length() - text.stripLeading().length();
      if (from == 0) {
        break;
      }
      cut(all, 0, lit.part(from, text.length()));
    }
    while (!all.isEmpty() && all.getLast() instanceof Atom.Lit lit) {
      var to = lit.text().stripTrailing().length();
      if (to == lit.text().length()) {
        break;
      }
      cut(all, all.size() - 1, lit.part(0, to));
    }
  }

  private static void cut(List<Atom> all, int index, Atom.Lit part) {
    if (part.text().isEmpty()) {
      all.remove(index);
    } else {
      all.set(index, part);
    }
  }

  /// The texts among them.
  static String text(List<Atom> atoms) {
    var text = new StringBuilder();
    for (var atom : atoms) {
      if (atom instanceof Atom.Lit lit) {
        text.append(lit.text());
      }
    }
    return text.toString();
  }

  /// The scope of the first that has one.
  static Optional<Scope> scope(List<Atom> atoms) {
    return atoms.stream()
        .flatMap(atom ->
            atom instanceof Atom.Out out
                ? Optional.of(out.scope()).stream()
                : java.util.stream.Stream.empty())
        .findFirst();
  }

  /// Whether a value is made of several.
  static boolean isParts(Origin origin) {
    return switch (origin) {
      case Origin.Joined(var all) ->
          all.stream()
                  .filter(one -> !(one instanceof Origin.Literal(var text) && text.isBlank()))
                  .count()
              > 1;
      case Origin.Either(var all) ->
          all.stream().anyMatch(one -> one instanceof Origin.Joined && one.values().size() > 1);
      default -> false;
    };
  }

  /// Whether a value is not written anywhere, but made of others.
  static boolean isMade(Origin origin) {
    return switch (origin) {
      case Origin.Joined _ -> true;
      case Origin.Either(var all) -> all.stream().anyMatch(Atoms::isMade);
      default -> false;
    };
  }

  /// A word that is handed to a function, as it would be printed.
  static Atom argument(TemplateExpression word, Scope scope) {
    var command = new TemplateCommand(word.area(), List.of(word));
    return new Atom.Out(
        scope.file(),
        word.area(),
        new TemplatePipeline(word.area(), List.of(), false, List.of(command)),
        scope);
  }

  /// Whether a text may be an image.
  static boolean isReference(String text) {
    return REFERENCE.matcher(text).matches();
  }

  /// What a tail with tag and digest reads, the digest first. A digest without its algorithm, which
  /// stands in the template, is no digest.
  static List<ValueReference> digestsFirst(List<ValueReference> read, List<Atom> tail) {
    var bare = hasAlgorithm(tail);
    var digests = read.stream().filter(one -> Keys.isDigest(one.key()) && !bare).toList();
    var all = new ArrayList<>(digests);
    read.stream().filter(one -> !digests.contains(one)).forEach(all::add);
    return all;
  }

  /// Whether a value is a digest to which the template adds the algorithm.
  static boolean isBareDigest(List<Atom> tail) {
    return hasAlgorithm(tail) && tail.stream().anyMatch(atom -> !(atom instanceof Atom.Lit));
  }

  /// Whether `sha256:` stands in a template.
  static boolean hasAlgorithm(List<Atom> atoms) {
    return atoms.stream()
        .anyMatch(atom ->
            switch (atom) {
              case Atom.Lit lit -> lit.text().contains("sha256:");
              case Atom.Fork fork -> fork.arms().stream().anyMatch(Atoms::hasAlgorithm);
              case Atom.Out _ -> false;
            });
  }

  /// A call between braces which takes as much white space away as what it replaces.
  static String action(TemplateFile file, Area replaced, String call) {
    var text = replaced.of(file.text());
    return (text.startsWith("{{-") ? "{{- " : "{{ ")
        + call
        + (text.endsWith("-}}") ? " -}}" : " }}");
  }
}
