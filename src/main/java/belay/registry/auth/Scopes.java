package belay.registry.auth;

import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a token is to allow: resources (`repository:team/app`) and what may be done with each.
/// Sorted, so that equal scopes have equal texts.
public record Scopes(Map<String, Set<String>> actions) {
  static final String PULL = "pull";
  static final String PUSH = "push";

  static Scopes none() {
    return new Scopes(Map.of());
  }

  /// To read a repository.
  public static Scopes pull(String repository) {
    return none().with("repository:" + repository, Set.of(PULL));
  }

  /// To read and write a repository.
  public static Scopes push(String repository) {
    return none().with("repository:" + repository, Set.of(PULL, PUSH));
  }

  /// Reads scopes separated by spaces, each `type:name:action,action`; a name may hold colons.
  static Scopes parse(String text) {
    var scopes = none();
    for (var scope : text.strip().split(" +")) {
      var colon = scope.lastIndexOf(':');
      if (colon > 0) {
        scopes =
            scopes.with(scope.substring(0, colon), Set.of(scope.substring(colon + 1).split(",")));
      }
    }
    return scopes;
  }

  /// These and those together.
  public Scopes and(Scopes others) {
    var all = this;
    for (var other : others.actions.entrySet()) {
      all = all.with(other.getKey(), other.getValue());
    }
    return all;
  }

  private Scopes with(String resource, Set<String> more) {
    var all = new TreeMap<>(actions);
    var merged = new TreeSet<>(all.getOrDefault(resource, Set.of()));
    merged.addAll(more);
    all.put(resource, merged);
    return new Scopes(all);
  }

  /// One text for each resource, such as `repository:team/app:pull,push`.
  Iterable<String> each() {
    return actions.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + String.join(",", entry.getValue()))
        .toList();
  }

  @Override
  public String toString() {
    var all = new StringJoiner(" ");
    each().forEach(all::add);
    return all.toString();
  }
}
