package belay.registry;

/// All that one registry is spoken to with.
record Connection(Session session, Manifests manifests, Blobs blobs, KnownBlobs known) {
  static Connection of(Session session, KnownBlobs known) {
    return new Connection(session, new Manifests(session), new Blobs(session), known);
  }
}
