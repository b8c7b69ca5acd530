package belay.git;

import java.util.Optional;

/// `url.<base>.insteadOf` and `pushInsteadOf`: users have git write their URLs anew, to go by ssh
/// or through a mirror. The longest matching beginning wins.
record UrlRewrite(UserConfig config) {
  String forFetch(String url) {
    return rewrite(url, "insteadOf").orElse(url);
  }

  String forPush(String url) {
    return rewrite(url, "pushInsteadOf").orElseGet(() -> forFetch(url));
  }

  private Optional<String> rewrite(String url, String key) {
    var longest = "";
    var result = Optional.<String>empty();
    for (var base : config.subsections("url")) {
      for (var beginning : config.all("url", base, key)) {
        if (url.startsWith(beginning) && beginning.length() > longest.length()) {
          longest = beginning;
          result = Optional.of(base + url.substring(beginning.length()));
        }
      }
    }
    return result;
  }
}
