package belay.config.verify;

import java.util.List;

/// A key that must have signed images.
///
/// @param repositories prefixes of the repositories that it is asked of; none means all
/// @param key the path of the public key in the repository, as PEM
public record SignatureKey(List<String> repositories, String key) {
  public SignatureKey {
    repositories = List.copyOf(repositories);
  }

  /// Whether an image needs its signature.
  public boolean asksFor(String reference) {
    return Exemption.begins(reference, repositories);
  }
}
