package belay.config;

/// One value of the configuration and where it was said, for `belay config show --origin`.
///
/// @param key the path of the key, such as `environments.production.protect`
/// @param value the value as text
/// @param origin `file:line:column`, or [#DEFAULT]
public record Setting(String key, String value, String origin) {
  /// The origin of what no file says.
  public static final String DEFAULT = "default";
}
