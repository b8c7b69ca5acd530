package belay.migrate.model;

/// The helper that migrated charts get: a digest as `@sha256:…`, which is refused where it is empty
/// and `allowEmptyDigest` is not set beside it.
public final class DigestHelper {
  /// The switch beside a digest.
  public static final String ALLOW_EMPTY = "allowEmptyDigest";

  /// The file that it stands in.
  public static final String FILE = "templates/_belay.tpl";

  private DigestHelper() {}

  /// The name of a chart's helper.
  public static String name(String chart) {
    return chart + ".belay.digest";
  }

  /// The file's text.
  public static String text(String chart) {
    return """
    {{- /* An image's digest, with an @ before it. Empty is refused, except where developers run the chart with Tilt. */ -}}
    {{- define "%1$s.belay.digest" -}}
    {{- if or .image.digest (not .image.allowEmptyDigest) -}}
    {{- $digest := required (printf "%%s is empty: %1$s waits for its first deploy (belay deploy %1$s)" .key) .image.digest -}}
    @{{- regexReplaceAll "^.*@" $digest "" -}}
    {{- end -}}
    {{- end -}}
    """
        .formatted(chart);
  }

  /// The file's text in a copy of the chart that prints marks in place of digests: the SHA-256 of
  /// key and digest with a space between.
  public static String marking(String chart) {
    return """
    {{- define "%s" -}}
    @sha256:{{ printf "%%s %%s" .key (regexReplaceAll "^.*@" (toString .image.digest) "") | sha256sum }}
    {{- end -}}
    """
        .formatted(name(chart));
  }

  /// What a render fails with while a digest is empty.
  ///
  /// @param key the digest's path in the chart's own values
  public static String message(String chart, String key) {
    return "%s is empty: %s waits for its first deploy (belay deploy %s)"
        .formatted(key, chart, chart);
  }
}
