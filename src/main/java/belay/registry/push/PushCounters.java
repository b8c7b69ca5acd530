package belay.registry.push;

import belay.image.ImageRef;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What became of a push's blobs, counted by several threads.
final class PushCounters {
  private final AtomicInteger uploaded = new AtomicInteger();
  private final AtomicInteger mounted = new AtomicInteger();
  private final AtomicInteger present = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  void uploaded(long size) {
    uploaded.incrementAndGet();
    bytes.addAndGet(size);
  }

  void mounted() {
    mounted.incrementAndGet();
  }

  void present(int blobs) {
    present.addAndGet(blobs);
  }

  Pushed of(ImageRef.Pinned image, int requests) {
    return new Pushed(image, uploaded.get(), mounted.get(), present.get(), bytes.get(), requests);
  }
}
