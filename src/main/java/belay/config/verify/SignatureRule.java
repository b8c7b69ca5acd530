package belay.config.verify;

import java.util.List;

/// Who must have signed images.
///
/// @param repositories prefixes of the repositories that it is asked of; none means all
/// @param signer whose signature counts
public record SignatureRule(List<String> repositories, Signer signer) {
  public SignatureRule {
    repositories = List.copyOf(repositories);
  }

  /// Whose signature counts.
  public sealed interface Signer {
    /// Who holds a key.
    ///
    /// @param file the path of the public key in the repository, as PEM
    record Key(String file) implements Signer {
      @Override
      public String toString() {
        return "the key " + file;
      }
    }

    /// Who had a certificate for a moment, as Fulcio gives them to a workflow or a person, while a
    /// log wrote it down.
    ///
    /// @param subject the certificate's URI or address of mail
    /// @param issuer who vouched for the subject, such as
    ///   `https://token.actions.githubusercontent.com`
    /// @param roots the path in the repository of the certificates that others are traced to, as
    ///   PEM
    /// @param log the path in the repository of the log's public key, as PEM
    record Identity(String subject, String issuer, String roots, String log) implements Signer {
      @Override
      public String toString() {
        return subject;
      }
    }
  }

  /// Whether an image needs its signature.
  public boolean asksFor(String reference) {
    return Exemption.begins(reference, repositories);
  }
}
