package belay.git;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The URL in `http.<url>.*`: scheme and port have to be the same, a label of the host may be `*`,
/// the path is a folder above, and a user stands for that user only.
record UrlPattern(String scheme, Optional<String> user, String host, int port, String path) {
  private static final Pattern URL =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/@]*)@)?(\\[[^]/]*]|[^/:]*)(?::(\\d{1,5}))?(/.*)?");

  static Optional<UrlPattern> parse(String text) {
    var url = URL.matcher(text);
    if (!url.matches()) {
      return Optional.empty();
    }
    var scheme = url.group(1).toLowerCase(Locale.ROOT);
    return Optional.of(
        new UrlPattern(
            scheme,
            Optional.ofNullable(url.group(2)).map(info -> info.replaceFirst(":.*", "")),
            url.group(3).toLowerCase(Locale.ROOT),
            Optional.ofNullable(url.group(4))
                .map(Integer::valueOf)
                .orElse(GitUrl.usualPort(scheme)),
            folder(Optional.ofNullable(url.group(5)).orElse(""))));
  }

  private static String folder(String path) {
    return path.replaceAll("/+$", "") + "/";
  }

  /// How well a pattern fits; the greatest wins. Git looks at the host first, then at the path.
  record Fit(int host, int path, boolean user) implements Comparable<Fit> {
    private static final Comparator<Fit> ORDER =
        Comparator.comparingInt(Fit::host).thenComparingInt(Fit::path).thenComparing(Fit::user);

    @Override
    public int compareTo(Fit other) {
      return ORDER.compare(this, other);
    }
  }

  /// Empty where it does not fit at all.
  Optional<Fit> fit(GitUrl url) {
    var own = folder(Optional.ofNullable(url.uri().getPath()).orElse(""));
    var fits =
        scheme.equals(url.scheme())
            && port == url.port()
            && isHost(url.host().toLowerCase(Locale.ROOT))
            && own.startsWith(path)
            && (user.isEmpty() || user.equals(Optional.ofNullable(url.uri().getUser())));
    return fits
        ? Optional.of(new Fit(host.length(), path.length(), user.isPresent()))
        : Optional.empty();
  }

  private boolean isHost(String name) {
    var wanted = host.split("\\.", -1);
    var labels = name.split("\\.", -1);
    var same = wanted.length == labels.length;
    for (var i = 0; same && i < labels.length; i++) {
      same = wanted[i].equals("*") || wanted[i].equals(labels[i]);
    }
    return same;
  }
}
