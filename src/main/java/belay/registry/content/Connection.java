package belay.registry.content;

/// All that one registry is spoken to with.
public record Connection(
    RegistryClient client, Manifests manifests, Blobs blobs, KnownBlobs known) {
  /// The parts that speak through one client.
  public static Connection of(RegistryClient client, KnownBlobs known) {
    return new Connection(client, new Manifests(client), new Blobs(client), known);
  }
}
