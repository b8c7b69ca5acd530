package belay.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.host.Log;
import belay.host.Progress;
import belay.image.Digest;
import belay.image.Repository;
import belay.layout.ImageSource;
import belay.layout.oci.Descriptor;
import belay.layout.oci.MediaTypes;
import belay.peers.Hosts;
import belay.registry.push.Push;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Pushes a layer of zeros: home, target, mebibytes.
final class LargePush {
  private LargePush() {}

  public static void main(String... arguments) {
    var size = Long.parseLong(arguments[2]) << 20;
    try (var registry =
        Registry.open(Hosts.at(Path.of(arguments[0])), Log.none(), RegistrySettings.defaults())) {
      System.out.println(
          registry.push(
              new Zeros(layer(size)),
              new Push(Repository.parse(arguments[1]), List.of("1")),
              Progress.none()));
    }
  }

  static Descriptor layer(long size) {
    try {
      var digest = Digest.of(Digest.Algorithm.SHA256, new ZeroStream(size));
      return new Descriptor("application/vnd.oci.image.layer.v1.tar", digest, size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Zeros(Descriptor layer) implements ImageSource {
    private static final byte[] CONFIG = "{}".getBytes(UTF_8);

    private byte[] bytes() {
      return """
      {"schemaVersion":2,
      "config":{"mediaType":"a/b","digest":"%s","size":2},
      "layers":[{"mediaType":"%s","digest":"%s","size":%d}]}\
      """
          .formatted(Digest.of(CONFIG), layer.mediaType(), layer.digest(), layer.size())
          .getBytes(UTF_8);
    }

    @Override
    public Descriptor root() {
      return new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(bytes()), bytes().length);
    }

    @Override
    public byte[] manifest(Descriptor descriptor) {
      return bytes();
    }

    @Override
    public InputStream blob(Descriptor descriptor, long offset) {
      return descriptor.size() == layer.size()
          ? new ZeroStream(layer.size() - offset)
          : new ByteArrayInputStream(CONFIG);
    }

    @Override
    public void verify(Descriptor descriptor) {
      // what it is was computed from what it is
    }

    @Override
    public void close() {}
  }

  private static final class ZeroStream extends InputStream {
    private long left;

    ZeroStream(long size) {
      this.left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      var n = (int) Math.min(length, left);
      Arrays.fill(bytes, offset, offset + n, (byte) 0);
      left -= n;
      return n;
    }
  }
}
