package belay.layout;

import belay.layout.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;

/// One image, or one multi-platform index, that lies on disk and can be read piece by piece. Safe
/// for use by several threads.
public interface ImageSource extends AutoCloseable {
  /// The manifest or index that is the image.
  Descriptor root();

  /// A manifest's or index's bytes, exactly as they lie there, their size and digest checked.
  byte[] manifest(Descriptor descriptor);

  /// A blob's bytes from `offset` to its end; each call opens the content anew, the caller closes
  /// it.
  InputStream blob(Descriptor descriptor, long offset) throws IOException;

  /// Reads a blob once and refuses it when its size or digest is not what the descriptor says.
  void verify(Descriptor descriptor);

  @Override
  void close();
}
