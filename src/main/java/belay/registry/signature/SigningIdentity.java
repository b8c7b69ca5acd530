package belay.registry.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Somebody who signed with a certificate that was good for minutes, as `cosign sign` without a key
/// does: Fulcio gave it to an identity that an issuer vouched for, and a log (Rekor) wrote down
/// when it was used. What is trusted are the roots and the log's key, which the repository holds.
public final class SigningIdentity implements SignatureProof {
  /// Who vouched for the subject (Fulcio's own extensions: the older one is the bare text).
  private static final String ISSUER = "1.3.6.1.4.1.57264.1.8";

  private static final String OLDER_ISSUER = "1.3.6.1.4.1.57264.1.1";
  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final int MAIL = 1;
  private static final int URI = 6;

  private final String subject;
  private final String issuer;
  private final List<X509Certificate> roots;
  private final PublicSigningKey log;

  private SigningIdentity(
      String subject, String issuer, List<X509Certificate> roots, PublicSigningKey log) {
    this.subject = subject;
    this.issuer = issuer;
    this.roots = roots;
    this.log = log;
  }

  /// @param subject the URI or address of mail in the certificate
  /// @param issuer who vouched for it
  /// @param name the file's name for messages
  /// @param roots certificates as PEM
  /// @param log the log's key
  /// @throws Failure (usage) where there is no certificate in the file
  public static SigningIdentity of(
      String subject, String issuer, String name, byte[] roots, PublicSigningKey log) {
    var all = certificates(roots);
    if (all.isEmpty()) {
      throw new Failure(
          Kind.USAGE,
          "%s has no certificate".formatted(name),
          "write the root certificates there, as PEM");
    }
    return new SigningIdentity(subject, issuer, all, log);
  }

  private static List<X509Certificate> certificates(byte[] pem) {
    try {
      List<X509Certificate> all = new ArrayList<>();
      for (var one :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))) {
        all.add((X509Certificate) one);
      }
      return all;
    } catch (CertificateException notOne) {
      return List.of();
    }
  }

  @Override
  public boolean hasSigned(Digest image, List<SignedPayload> signatures) {
    return signatures.stream().anyMatch(one -> one.isAbout(image) && isMine(one));
  }

  private boolean isMine(SignedPayload signed) {
    var leaf = certificates(signed.certificate().getBytes(UTF_8)).stream().findFirst();
    return leaf.isPresent()
        && names(leaf.get())
        && PublicSigningKey.isSignature(
            leaf.get().getPublicKey(), signed.payload(), signed.signature())
        && LogEntry.of(signed, log).filter(at -> isTraced(leaf.get(), signed, at)).isPresent();
  }

  private boolean names(X509Certificate leaf) {
    try {
      var names = Optional.ofNullable(leaf.getSubjectAlternativeNames()).orElse(List.of());
      return names.stream()
              .anyMatch(name ->
                  (name.get(0).equals(MAIL) || name.get(0).equals(URI))
                      && name.get(1).equals(subject))
          && issuer(leaf).equals(issuer)
          && Optional.ofNullable(leaf.getExtendedKeyUsage())
              .filter(uses -> uses.contains(CODE_SIGNING))
              .isPresent();
    } catch (CertificateException malformed) {
      return false;
    }
  }

  /// An extension's value is an octet string; in the newer one a string of UTF-8 is in it. Both are
  /// short enough for a length of one or two bytes.
  private static String issuer(X509Certificate leaf) {
    return Optional.ofNullable(leaf.getExtensionValue(ISSUER))
        .map(value -> content(content(value)))
        .or(() -> Optional.ofNullable(leaf.getExtensionValue(OLDER_ISSUER)).map(v -> content(v)))
        .map(text -> new String(text, UTF_8))
        .orElse("");
  }

  private static byte[] content(byte[] der) {
    var start = der.length > 1 && (der[1] & 0xff) == 0x81 ? 3 : 2;
    return start > der.length ? new byte[0] : Arrays.copyOfRange(der, start, der.length);
  }

  /// Whether the certificate comes from one of the roots, and was good when it was used.
  private boolean isTraced(X509Certificate leaf, SignedPayload signed, Instant at) {
    try {
      List<X509Certificate> path = new ArrayList<>();
      path.add(leaf);
      for (var one : certificates(signed.chain().getBytes(UTF_8))) {
        if (!roots.contains(one)) {
          path.add(one);
        }
      }
      var anchors =
          roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
      var parameters = new PKIXParameters(new HashSet<>(anchors));
      parameters.setRevocationEnabled(false); // the certificate lives for minutes
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      return true;
    } catch (GeneralSecurityException notTraced) {
      return false;
    }
  }
}
