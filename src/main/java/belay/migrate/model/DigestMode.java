package belay.migrate.model;

/// What a chart does while the digest of an image is empty.
public enum DigestMode {
  /// It fails, and says which digest is missing.
  REQUIRED,
  /// It renders the name of the repository alone, which Tilt replaces in development.
  OPTIONAL
}
