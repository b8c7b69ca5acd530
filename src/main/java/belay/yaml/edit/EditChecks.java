package belay.yaml.edit;

import belay.failure.Failure;
import belay.yaml.tree.Duplicates;
import belay.yaml.tree.Lookup;
import belay.yaml.tree.Scalars;
import belay.yaml.tree.Source;
import belay.yaml.tree.YamlDocument;
import belay.yaml.tree.YamlNode;
import belay.yaml.tree.YamlNode.Alias;
import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;

/// Refuses what cannot be edited without changing something else, and says why.
///
/// @param source the file
/// @param document the document that is edited
public record EditChecks(Source source, YamlDocument document) {
  /// Refuses a mapping on the way to the image, or the image itself, whose entries are not its own.
  void mapping(String path, Mapping mapping) {
    if (isTemplate(mapping)) {
      throw template(path, mapping);
    }
    Duplicates.find(mapping)
        .ifPresent(pair -> {
          var second = pair.second().key();
          throw source.failure(
              second,
              "the key \"%s\" stands twice in %s, in lines %d and %d"
                  .formatted(
                      pair.second().name().orElse(""),
                      path,
                      pair.first().key().span().line(),
                      second.span().line()),
              "keep one of the two");
        });
    notShared(path, mapping);
  }

  /// Refuses a node that an alias repeats elsewhere.
  public void notShared(String path, YamlNode node) {
    document
        .aliasOf(node)
        .ifPresent(alias -> {
          throw source.failure(
              node,
              "%s is anchored as &%s and repeated by *%s in line %d, which would change with it"
                  .formatted(path, alias.name(), alias.name(), alias.span().line()),
              "write the value out where *%s stands".formatted(alias.name()));
        });
  }

  /// Refuses a key that a mapping gets by `<<` alone.
  public void notMerged(String path, Mapping mapping, String key) {
    if (Lookup.merged(mapping, key).isPresent()) {
      throw source.failure(
          mapping,
          "%s gets \"%s\" by a merge key <<, from a mapping that others may use"
              .formatted(path, key),
          "write \"%s\" out below %s".formatted(key, path));
    }
  }

  Failure alias(String path, Alias alias) {
    return source.failure(
        alias,
        "%s is the alias *%s: editing it would change the anchor in line %d"
            .formatted(path, alias.name(), alias.target().span().line()),
        "write the mapping out in place of *%s".formatted(alias.name()));
  }

  Failure notMapping(String path, YamlNode node) {
    return source.failure(
        node,
        "%s is %s, not a mapping".formatted(path, node.kind()),
        "make it a mapping, or name another path under image.path in belay.yaml");
  }

  /// Refuses an entry whose value is not a plain text of its own.
  public void value(String path, Entry entry) {
    var value = entry.value();
    if (isTemplate(value)) {
      throw template(path, value);
    }
    notShared(path, entry.key());
    if (!(value.resolved() instanceof Scalar)) {
      throw source.failure(
          value,
          "%s is %s, not a text".formatted(path, value.kind()),
          "write it as one value on the key's line");
    }
  }

  /// Refuses a value that would not be a text in place, or not on its own.
  public void replaceable(String path, Scalar value) {
    if (!Scalars.canBeString(value)) {
      throw source.failure(
          value,
          "%s has the tag %s, so that no text can stand there"
              .formatted(path, value.tag().replace("tag:yaml.org,2002:", "!!")),
          "remove the tag");
    }
    if (value.style().block()) {
      throw source.failure(
          value,
          "%s is a block of lines, which ends in a line break".formatted(path),
          "write it as one value on the key's line");
    }
  }

  private Failure template(String path, YamlNode node) {
    return source.failure(
        node,
        "%s is a template, and what it gives is known only when it is rendered".formatted(path),
        "write the value itself in place of {{ … }}");
  }

  private boolean isTemplate(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar.value().contains("{{");
      case Mapping mapping ->
          mapping.flow() && source.text().startsWith("{{", contentStart(mapping));
      case YamlNode.Sequence _, Alias _ -> false;
    };
  }

  /// Where a node's content begins, behind its anchor and tag.
  public int contentStart(YamlNode node) {
    return skipProperties(node, true);
  }

  /// Where a node's anchor and tag end; its start if it has none.
  int propertiesEnd(YamlNode node) {
    return skipProperties(node, false);
  }

  private int skipProperties(YamlNode node, boolean spaceToo) {
    var text = source.text();
    var end = node.span().start();
    var at = end;
    var left = (node.anchor().isEmpty() ? 0 : 1) + (node.tag().isEmpty() ? 0 : 1);
    while (left-- > 0) {
      while (at < node.span().end() && !source.isBlank(at) && !source.isBreak(at)) {
        at++;
      }
      end = at;
      at = skipSpace(at, node.span().end());
    }
    return spaceToo ? Math.min(at, text.length()) : end;
  }

  /// Over white space, line breaks and comments.
  int skipSpace(int from, int limit) {
    var at = from;
    while (at < limit) {
      if (source.isBlank(at) || source.isBreak(at)) {
        at++;
      } else if (source.text().charAt(at) == '#') {
        at = source.lineEnd(at);
      } else {
        return at;
      }
    }
    return at;
  }
}
