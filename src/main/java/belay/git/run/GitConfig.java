package belay.git.run;

import belay.host.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Git's configuration as `git config` sees it in a folder: system, user, repository, environment.
public final class GitConfig {
  /// Sections that say how servers are reached and who somebody is.
  private static final Set<String> LENT =
      Set.of("http", "credential", "url", "user", "author", "committer", "gpg", "commit", "ssh");

  private static final Set<String> LENT_OF_CORE = Set.of("sshcommand", "askpass", "gitproxy");

  private final List<Entry> entries;

  private GitConfig(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /// One setting.
  ///
  /// @param scope `system`, `global`, `local`, `worktree` or `command`
  /// @param section in small letters, as `name` is
  record Entry(
      String scope, String section, Optional<String> subsection, String name, String value) {
    String key() {
      return section + subsection.map(sub -> "." + sub).orElse("") + "." + name;
    }
  }

  /// Reads the configuration that holds in `folder`.
  public static GitConfig load(Host host, Path folder) {
    return RepositoryAccess.at(
        folder.toString(),
        () -> {
          var listed = Git.in(host, folder).run("config", "--list", "-z", "--show-scope");
          if (!listed.ok()) {
            // a repository that is somebody else's, or broken, which may not matter here
            listed = Git.in(host, Path.of("/")).run("config", "--list", "-z", "--show-scope");
          }
          return parse(listed.orThrow().text());
        });
  }

  /// `scope\0key\nvalue\0…`; a key without a value means true.
  private static GitConfig parse(String list) {
    var words = list.split("\0", -1);
    var entries = new ArrayList<Entry>();
    for (var i = 0; i + 1 < words.length; i += 2) {
      var newline = words[i + 1].indexOf('\n');
      var key = newline < 0 ? words[i + 1] : words[i + 1].substring(0, newline);
      var value = newline < 0 ? "true" : words[i + 1].substring(newline + 1);
      var first = key.indexOf('.');
      var last = key.lastIndexOf('.');
      if (first >= 0) {
        entries.add(
            new Entry(
                words[i],
                key.substring(0, first).toLowerCase(Locale.ROOT),
                first == last ? Optional.empty() : Optional.of(key.substring(first + 1, last)),
                key.substring(last + 1).toLowerCase(Locale.ROOT),
                value));
      }
    }
    return new GitConfig(entries);
  }

  /// The last value of a key such as `user.email`.
  public Optional<String> get(String section, String name) {
    return get(section, Optional.empty(), name);
  }

  /// The last value of a key with a subsection, such as `remote.origin.url`.
  public Optional<String> get(String section, Optional<String> subsection, String name) {
    return entries.stream()
        .filter(entry -> is(entry, section, name) && entry.subsection.equals(subsection))
        .map(Entry::value)
        .reduce((_, later) -> later);
  }

  public List<String> all(String section, String subsection, String name) {
    return entries.stream()
        .filter(entry -> is(entry, section, name))
        .filter(entry -> entry.subsection.equals(Optional.of(subsection)))
        .map(Entry::value)
        .toList();
  }

  /// Whether a key is set at all, with any subsection or none.
  public boolean has(String section, String name) {
    return entries.stream().anyMatch(entry -> is(entry, section, name));
  }

  private static boolean is(Entry entry, String section, String name) {
    return entry.section.equals(section) && entry.name.equals(name.toLowerCase(Locale.ROOT));
  }

  public List<String> subsections(String section) {
    var found = new LinkedHashSet<String>();
    entries.stream()
        .filter(entry -> entry.section.equals(section))
        .forEach(entry -> entry.subsection.ifPresent(found::add));
    return List.copyOf(found);
  }

  public boolean isTrue(String section, String name) {
    return get(section, name)
        .filter(value -> Set.of("true", "yes", "on", "1").contains(value.toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  /// What the repository around the folder itself says, for git when it works elsewhere.
  public List<List<String>> lent() {
    return entries.stream()
        .filter(entry -> entry.scope.equals("local") || entry.scope.equals("worktree"))
        .filter(entry ->
            LENT.contains(entry.section)
                || (entry.section.equals("core") && LENT_OF_CORE.contains(entry.name)))
        .map(entry -> List.of(entry.key(), entry.value))
        .toList();
  }

  /// A URL as git would rewrite it: `url.<base>.insteadOf`, the longest matching beginning wins.
  public String rewritten(String url) {
    return rewritten(url, "insteadOf").orElse(url);
  }

  /// The same for pushing, where `pushInsteadOf` comes first.
  public String rewrittenForPush(String url) {
    return rewritten(url, "pushInsteadOf").orElseGet(() -> rewritten(url));
  }

  private Optional<String> rewritten(String url, String key) {
    var longest = "";
    var result = Optional.<String>empty();
    for (var base : subsections("url")) {
      for (var beginning : all("url", base, key)) {
        if (url.startsWith(beginning) && beginning.length() > longest.length()) {
          longest = beginning;
          result = Optional.of(base + url.substring(beginning.length()));
        }
      }
    }
    return result;
  }
}
