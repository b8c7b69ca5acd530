package belay.registry;

import belay.failure.Failure;
import belay.image.ImageRef;
import belay.layout.ImageSource;
import belay.layout.oci.Descriptor;
import belay.registry.auth.Scopes;
import belay.registry.content.Connection;
import belay.registry.content.Manifests;
import java.io.IOException;
import java.io.InputStream;

/// An image in a registry as the source of a push to another repository. Blobs are read piece by
/// piece (`Range`), so that one of any size needs little memory, and can be gone on with where a
/// connection broke.
final class RemoteImage implements ImageSource {
  private static final int PIECE = 8 << 20;

  private final Connection connection;
  private final ImageRef.Pinned image;
  private final Descriptor root;

  private RemoteImage(Connection connection, ImageRef.Pinned image, Descriptor root) {
    this.connection = connection;
    this.image = image;
    this.root = root;
  }

  static RemoteImage open(Connection connection, ImageRef.Pinned image) {
    var found = found(connection, image);
    return new RemoteImage(
        connection, image, new Descriptor(found.mediaType(), image.digest(), found.bytes().length));
  }

  private static Manifests.Found found(Connection connection, ImageRef.Pinned image) {
    return connection
        .manifests()
        .get(image, Scopes.pull(image.repository().path()))
        .orElseThrow(() -> Registry.missing(image));
  }

  @Override
  public Descriptor root() {
    return root;
  }

  @Override
  public byte[] manifest(Descriptor descriptor) {
    return found(connection, image.repository().pinned(descriptor.digest())).bytes();
  }

  @Override
  public InputStream blob(Descriptor descriptor, long offset) {
    return new Pieces(descriptor, offset);
  }

  /// Nothing is read for it: whoever is sent a blob hashes it (distribution specification, "Pushing
  /// blobs"), and reading it twice would double the way.
  @Override
  public void verify(Descriptor descriptor) {}

  @Override
  public void close() {}

  /// A blob's bytes, a piece in memory at a time.
  private final class Pieces extends InputStream {
    private final Descriptor blob;
    private long next;
    private byte[] piece = {};
    private int at;

    Pieces(Descriptor blob, long offset) {
      this.blob = blob;
      this.next = offset;
    }

    @Override
    public int read() throws IOException {
      return more() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!more()) {
        return -1;
      }
      var n = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, bytes, offset, n);
      at += n;
      return n;
    }

    /// Who sends the bytes on knows what to do when a stream breaks, and nothing of failures.
    private boolean more() throws IOException {
      if (at == piece.length && next < blob.size()) {
        var end = Math.min(blob.size(), next + PIECE);
        try {
          piece = connection.blobs().read(image.repository(), blob, next, end);
        } catch (Failure failure) {
          throw new IOException(failure.what(), failure);
        }
        next = end;
        at = 0;
      }
      return at < piece.length;
    }
  }
}
