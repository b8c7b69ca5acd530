package belay.registry.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.image.Digest;
import belay.net.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;

/// What a log (Rekor) wrote down of a signature, and when: its own signature over that entry (the
/// "signed entry timestamp") goes with the image.
final class LogEntry {
  private LogEntry() {}

  /// When the log wrote this signature down; empty where it did not, or something else.
  static Optional<Instant> of(SignedPayload signed, PublicSigningKey log) {
    try {
      var bundle = Json.parse(signed.bundle().getBytes(UTF_8));
      var payload = bundle.at("Payload");
      var promise = decoded(bundle.at("SignedEntryTimestamp").text());
      var time = payload.at("integratedTime").number();
      return time.isPresent()
              && log.hasSigned(canonical(payload, time.get()).getBytes(UTF_8), promise)
              && isOf(Json.parse(decoded(payload.at("body").text())), signed)
          ? time.map(Instant::ofEpochSecond)
          : Optional.empty();
    } catch (IOException | IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /// What the log signs: the entry with its keys sorted and no blanks.
  private static String canonical(Json payload, long time) {
    var fields = new TreeMap<String, Object>();
    fields.put("body", payload.at("body").text());
    fields.put("integratedTime", time);
    fields.put("logID", payload.at("logID").text());
    fields.put("logIndex", payload.at("logIndex").number().orElse(0L));
    return Json.text(fields);
  }

  /// Whether an entry is about these bytes, this signature and this certificate.
  private static boolean isOf(Json entry, SignedPayload signed) {
    var signature = entry.at("spec", "signature");
    var certificate = new String(decoded(signature.at("publicKey", "content").text()), UTF_8);
    return entry
            .at("spec", "data", "hash", "value")
            .text()
            .equals(Digest.of(signed.payload()).hex())
        && signature
            .at("content")
            .text()
            .equals(Base64.getEncoder().encodeToString(signed.signature()))
        && certificate.strip().equals(signed.certificate().strip());
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
