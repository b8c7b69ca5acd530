package belay.net.tls;

import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Trusts a server by a bundle of many authorities, of which only those are read that may have
/// signed: the names of the issuers stand in them, byte by byte. Where these do not do, all are.
final class BundleTrust extends ServerTrust {
  private final List<byte[]> encoded;
  private final Supplier<List<X509Certificate>> all;

  /// @param encoded the certificates in DER
  /// @param all reads all of them
  BundleTrust(List<byte[]> encoded, Supplier<List<X509Certificate>> all) {
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
    var names = Arrays.stream(chain).map(c -> c.getIssuerX500Principal().getEncoded()).toList();
    var factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> issuers = new ArrayList<>();
    for (var certificate : encoded) {
      if (names.stream().anyMatch(name -> contains(certificate, name))) {
        issuers.add(Pem.certificate(factory, certificate));
      }
    }
    return issuers;
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    for (var at = 0; at <= bytes.length - part.length; at++) {
      if (bytes[at] == part[0]
          && bytes[at + 1] == part[1]
          && Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
