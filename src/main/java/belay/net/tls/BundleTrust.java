package belay.net.tls;

import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/// Trusts a server by a bundle of many authorities, of which only those are decoded and read that
/// may have signed: the names of the issuers stand in them, byte by byte. Where these do not do,
/// all are.
final class BundleTrust extends ServerTrust {
  private final List<Pem.Block> encoded;
  private final Supplier<List<X509Certificate>> all;

  /// @param encoded the certificates, unread
  /// @param all reads all of them
  BundleTrust(List<Pem.Block> encoded, Supplier<List<X509Certificate>> all) {
    this.encoded = List.copyOf(encoded);
    this.all = all;
  }

  @Override
  void check(X509Certificate[] chain, Check check) throws CertificateException {
    var few = TrustStores.trusting(issuers(chain));
    if (few.isPresent()) {
      try {
        check.by(few.get());
        return;
      } catch (CertificateException e) {
        if (!LayeredTrust.isUnknownAuthority(String.valueOf(e.getMessage()))) {
          throw e;
        }
      }
    }
    check.by(TrustStores.trusting(all.get()).orElseThrow());
  }

  private List<X509Certificate> issuers(X509Certificate[] chain) throws CertificateException {
    List<String> names = new ArrayList<>();
    for (var certificate : chain) {
      names.addAll(inBase64(certificate.getIssuerX500Principal().getEncoded()));
    }
    var factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> issuers = new ArrayList<>();
    for (var block : encoded) {
      if (containsAny(block.content(), names)) {
        issuers.add(Pem.certificate(factory, block));
      }
    }
    return issuers;
  }

  /// What Base64, which writes three bytes as four letters, makes of some bytes within others: that
  /// depends on where among three bytes they begin.
  private static List<String> inBase64(byte[] part) {
    List<String> found = new ArrayList<>();
    for (var from = 0; from < 3; from++) {
      var length = (part.length - from) / 3 * 3;
      var whole = Arrays.copyOfRange(part, from, from + length);
      found.add(Base64.getEncoder().encodeToString(whole));
    }
    return found;
  }

  private static boolean containsAny(String text, List<String> parts) {
    for (var part : parts) {
      if (text.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
