package belay.git;

import belay.failure.Failure;
import belay.failure.Kind;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.PersonIdent;

/// Signs commits with the program that git would use.
interface CommitSigner {
  /// The signature to be put into the commit.
  ///
  /// @param commit the bytes of the commit without a signature
  String sign(byte[] commit) throws IOException;

  /// The signer that the user's configuration asks for; empty when commits are not to be signed.
  static Optional<CommitSigner> of(Programs programs, UserConfig config, PersonIdent committer) {
    if (!config.isTrue("commit", "gpgSign")) {
      return Optional.empty();
    }
    return Optional.of(
        switch (config.get("gpg", "format").orElse("openpgp")) {
          case "openpgp" -> new OpenPgpSigner(programs, config, committer, "openpgp", "gpg");
          case "x509" -> new OpenPgpSigner(programs, config, committer, "x509", "gpgsm");
          case "ssh" -> new SshSigner(programs, config);
          case String other ->
              throw new Failure(
                  Kind.USAGE,
                  "git's gpg.format is \"%s\", which is no signature format".formatted(other),
                  "git config gpg.format ssh, or openpgp, or x509");
        });
  }

  /// What to say when the program does not sign.
  static Failure refused(String program, String words) {
    return new Failure(
            Kind.REFUSED,
            "the commit could not be signed by %s, and commit.gpgSign asks for it"
                .formatted(program),
            "make it sign (git commit -S tells the same), or: git config commit.gpgSign false")
        .because(words.isBlank() ? program + " gave no reason" : words);
  }
}
