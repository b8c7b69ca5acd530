package belay.registry.content;

/// All that one registry is spoken to with.
public record Connection(
    RegistryClient session, Manifests manifests, Blobs blobs, KnownBlobs known) {
  public static Connection of(RegistryClient session, KnownBlobs known) {
    return new Connection(session, new Manifests(session), new Blobs(session), known);
  }
}
