package belay.image;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.regex.Pattern;

/// The operating system and processor that an image is for, such as `linux/amd64` or `linux/arm/v7`
/// (OCI image index, `platform`).
///
/// @param variant the processor's variant; empty where none is named
public record Platform(String os, String architecture, String variant) {
  private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  /// Reads `os/arch` or `os/arch/variant`.
  public static Platform parse(String text) {
    var parts = text.split("/", -1);
    for (var part : parts) {
      if (!PART.matcher(part).matches() || parts.length < 2 || parts.length > 3) {
        throw new Failure(
            Kind.USAGE,
            "not a platform: \"%s\"".formatted(text),
            "write it as os/arch or os/arch/variant, such as linux/amd64 or linux/arm/v7");
      }
    }
    return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
  }

  /// Whether an image for `other` is what somebody asks for with this: the variant counts only
  /// where this names one. `linux/arm64` and `linux/arm64/v8` are the same processor.
  public boolean accepts(Platform other) {
    if (!os.equals(other.os) || !architecture.equals(other.architecture)) {
      return false;
    }
    return variant.isEmpty() || normalVariant().equals(other.normalVariant());
  }

  private String normalVariant() {
    return architecture.equals("arm64") && variant.equals("v8") ? "" : variant;
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }
}
