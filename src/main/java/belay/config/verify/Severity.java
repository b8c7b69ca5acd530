package belay.config.verify;

import java.util.Locale;

/// How much a rule weighs.
public enum Severity {
  /// It is not looked at.
  OFF,
  /// Worth a word; the proof stands.
  WARNING,
  /// The proof fails.
  VIOLATION;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
