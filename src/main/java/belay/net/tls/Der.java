package belay.net.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The little of DER that turns older private-key formats into PKCS#8, the only one that the JDK
/// reads.
final class Der {
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xa0;
  private static final byte[] VERSION_0 = hex("020100");
  private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
  private static final byte[] EC_PUBLIC_KEY = hex("06072a8648ce3d0201");

  private Der() {}

  /// PKCS#1 (RFC 8017, A.1.2) inside PKCS#8 (RFC 5208, 5).
  static byte[] rsaToPkcs8(byte[] pkcs1) {
    return node(SEQUENCE, VERSION_0, RSA, node(OCTETS, pkcs1));
  }

  /// SEC 1 (RFC 5915, 3) inside PKCS#8; empty when the key does not name its curve.
  static Optional<byte[]> ecToPkcs8(byte[] sec1) {
    var at = contentStart(sec1, 0);
    while (at >= 0 && at + 1 < sec1.length) {
      var start = contentStart(sec1, at);
      var end = start + length(sec1, at);
      if (start < 0 || end > sec1.length || end < start) {
        return Optional.empty();
      }
      if ((sec1[at] & 0xff) == PARAMETERS) {
        var curve = Arrays.copyOfRange(sec1, start, end);
        return Optional.of(
            node(SEQUENCE, VERSION_0, node(SEQUENCE, EC_PUBLIC_KEY, curve), node(OCTETS, sec1)));
      }
      at = end;
    }
    return Optional.empty();
  }

  private static int contentStart(byte[] der, int at) {
    if (at + 1 >= der.length) {
      return -1;
    }
    var first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int at) {
    var first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    var length = 0;
    for (var i = 0; i < (first & 0x7f) && at + 2 + i < der.length; i++) {
      length = (length << 8) | (der[at + 2 + i] & 0xff);
    }
    return length;
  }

  private static byte[] node(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (var part : parts) {
      content.writeBytes(part);
    }
    var node = new ByteArrayOutputStream();
    node.write(tag);
    var length = content.size();
    if (length < 0x80) {
      node.write(length);
    } else {
      node.write(0x82); // two bytes of length: enough for 64 KiB, more than any key has
      node.write(length >> 8);
      node.write(length);
    }
    node.writeBytes(content.toByteArray());
    return node.toByteArray();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
