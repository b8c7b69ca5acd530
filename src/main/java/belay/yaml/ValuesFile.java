package belay.yaml;

import java.util.Optional;

/// A values file: its bytes, and what they say.
@SuppressWarnings({"DoNotCallSuggester", "UnusedMethod"})
public final class ValuesFile {
  private final byte[] bytes;

  private ValuesFile(byte[] bytes) {
    this.bytes = bytes;
  }

  public static ValuesFile parse(String name, byte[] bytes) {
    throw new UnsupportedOperationException(name + bytes.length);
  }

  public Optional<String> scalar(KeyPath path) {
    throw new UnsupportedOperationException(path.toString());
  }

  public ImageValues image(KeyPath path, ImageKeys keys) {
    throw new UnsupportedOperationException(path.toString() + keys);
  }

  public ValuesFile pin(KeyPath image, ImageKeys keys, String repository, String digest) {
    throw new UnsupportedOperationException(image.toString() + keys + repository + digest);
  }

  public byte[] bytes() {
    return bytes.clone();
  }
}
