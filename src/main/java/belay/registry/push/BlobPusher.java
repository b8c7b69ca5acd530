package belay.registry.push;

import belay.host.Progress;
import belay.layout.ImageSource;
import belay.layout.oci.Descriptor;
import belay.registry.content.Blobs;
import belay.registry.content.Connection;
import belay.registry.content.KnownBlobs;
import belay.registry.content.PushDestination;
import belay.registry.content.RegistryClient;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

/// The blobs of one push. Each takes one request when the registry has it: a mount from where it is
/// known to be, or from the target itself, finds that out and begins the upload in one (measured:
/// distribution 2.8 answers 201 to a mount from the target itself, and ignores one without `from`).
final class BlobPusher {
  /// A blob this large is looked for once more before it is sent, if the registry is one that may
  /// ignore mounts: a request is nothing beside it. Once a push, as the first answer tells of all.
  private static final long LARGE = 32L << 20;

  private final RegistryClient client;
  private final Blobs blobs;
  private final KnownBlobs known;
  private final ImageSource source;
  private final Progress progress;
  private final BlobSources sources;
  private final PushDestination target;
  private final PushCounters counters = new PushCounters();
  private final AtomicBoolean asksFirst = new AtomicBoolean();
  private final AtomicBoolean probed = new AtomicBoolean();

  BlobPusher(Connection connection, ImageSource source, Progress progress, BlobSources sources) {
    this.client = connection.client();
    this.blobs = connection.blobs();
    this.known = connection.known();
    this.source = source;
    this.progress = progress;
    this.sources = sources;
    this.target = sources.withScopes();
    asksFirst.set(known.ignoresMounts(target.repository().registry()));
  }

  PushDestination target() {
    return target;
  }

  PushCounters counters() {
    return counters;
  }

  /// Has the registry have a blob, in the cheapest way that works.
  void push(Descriptor blob) {
    var digest = blob.digest();
    var elsewhere = sources.isElsewhere(digest);
    if (asksFirst.get() && !elsewhere) {
      ensure(blob);
      return;
    }
    switch (blobs.mount(target, digest, sources.source(digest))) {
      case Blobs.Begun.There() -> there(elsewhere);
      case Blobs.Begun.Sendable(var location) -> {
        if (isThereAfterAll(blob)) {
          there(false);
        } else {
          upload(blob, location);
        }
      }
    }
  }

  /// Has the registry have a blob that it may have claimed to have.
  void ensure(Descriptor blob) {
    if (blobs.exists(target, blob.digest())) {
      there(false);
    } else {
      upload(blob, blobs.begin(target).location());
    }
  }

  private boolean isThereAfterAll(Descriptor blob) {
    if (blob.size() < LARGE || !probed.compareAndSet(false, true)) {
      return false;
    }
    var there = blobs.exists(target, blob.digest());
    if (there && !sources.isElsewhere(blob.digest())) {
      asksFirst.set(true);
      known.rememberIgnored(target.repository().registry());
    }
    return there;
  }

  private void there(boolean elsewhere) {
    if (elsewhere) {
      counters.mounted();
    } else {
      counters.present(1);
    }
  }

  private void upload(Descriptor blob, URI location) {
    try (var step = progress.start("pushing " + blob.digest().abbreviated(), blob.size())) {
      var content = new Upload.Content(source, blob, step);
      new Upload(client, blobs, target, content).to(location);
    }
    counters.uploaded(blob.size());
  }
}
