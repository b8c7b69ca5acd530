package belay.migrate.site;

import java.util.ArrayList;
import java.util.List;

/// Where the name of an image ends and what follows begins.
///
/// @param kind what follows
/// @param name the atoms before it
/// @param tail the atoms behind it, without the colon or @ itself where it is a text
/// @param start offset of what follows, its colon included
record TagSplit(Kind kind, List<Atom> name, List<Atom> tail, int start) {
  enum Kind {
    /// A tag, behind a colon.
    TAG,
    /// A digest, behind an @.
    DIGEST,
    /// A tag and a digest.
    BOTH,
    /// One of several ways, of which each begins with a colon or an @.
    WAYS,
    /// One of several ways of which each names the image, or its end.
    NAMES,
    /// Nothing: the name goes on to the end.
    NONE
  }

  static TagSplit of(List<Atom> atoms) {
    for (var i = atoms.size() - 1; i >= 0; i--) {
      switch (atoms.get(i)) {
        case Atom.Out _ -> {}
        case Atom.Lit lit -> {
          var at = last(lit.text());
          if (at >= 0) {
            return in(atoms, i, lit, at);
          }
        }
        case Atom.Fork fork -> {
          var begins = begins(fork);
          if (begins) {
            return new TagSplit(
                Kind.WAYS,
                atoms.subList(0, i),
                atoms.subList(i, atoms.size()),
                fork.area().start());
          }
          if (names(fork)) {
            var kind = i == atoms.size() - 1 ? Kind.NAMES : Kind.NONE;
            return new TagSplit(kind, atoms, List.of(), -1);
          }
        }
      }
    }
    return new TagSplit(Kind.NONE, atoms, List.of(), -1);
  }

  private static TagSplit in(List<Atom> atoms, int i, Atom.Lit lit, int at) {
    var c = lit.text().charAt(at);
    if (c == '/') {
      return new TagSplit(Kind.NONE, atoms, List.of(), -1);
    }
    var name = new ArrayList<>(atoms.subList(0, i));
    if (at > 0) {
      name.add(lit.part(0, at));
    }
    List<Atom> tail = new ArrayList<>();
    if (at + 1 < lit.text().length()) {
      tail.add(lit.part(at + 1, lit.text().length()));
    }
    tail.addAll(atoms.subList(i + 1, atoms.size()));
    if (c == '@') {
      var before = of(name);
      if (before.kind == Kind.TAG) {
        var all = new ArrayList<>(before.tail);
        all.add(lit.part(at, at + 1));
        all.addAll(tail);
        return new TagSplit(Kind.BOTH, before.name, all, before.start);
      }
      return new TagSplit(Kind.DIGEST, name, tail, lit.area().start() + at);
    }
    var split = new TagSplit(Kind.TAG, name, tail, lit.area().start() + at);
    return split;
  }

  /// The last of the characters that say what a part of a reference is; the colon of a digest is
  /// none.
  private static int last(String text) {
    for (var i = text.length() - 1; i >= 0; i--) {
      var c = text.charAt(i);
      if (c == '/' || c == '@' || (c == ':' && !text.substring(0, i).endsWith("@sha256"))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean begins(Atom.Fork fork) {
    var some = false;
    for (var arm : fork.arms()) {
      if (Composer.isBlank(arm)) {
        continue;
      }
      if (!(arm.getFirst() instanceof Atom.Lit lit)
          || !(lit.text().startsWith(":") || lit.text().startsWith("@"))) {
        return false;
      }
      some = true;
    }
    return some;
  }

  /// Whether some way has a part of the name.
  private static boolean names(Atom.Fork fork) {
    return fork.arms().isEmpty()
        || fork.arms().stream()
            .anyMatch(arm -> {
              var inner = of(arm);
              return inner.kind != Kind.NONE || arm.stream().anyMatch(TagSplit::hasSlash);
            });
  }

  private static boolean hasSlash(Atom atom) {
    return atom instanceof Atom.Lit lit && lit.text().indexOf('/') >= 0;
  }
}
