package belay.migrate.site;

/// The key that keeps what a tag said, for what hangs on it.
public final class VersionKey {
  private VersionKey() {}

  /// The key beside the digest.
  ///
  /// @param tag the tag's key
  /// @param app whether the version of what the chart installs was its default
  public static String of(String tag, boolean app) {
    return Keys.versionForTag(tag, app);
  }

  /// Whether a key is one of digests.
  public static boolean isDigest(String key) {
    return Keys.isDigest(key);
  }
}
