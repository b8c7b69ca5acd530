package belay.deliver.verify.finding;

/// Where a cause shows in what is rendered.
///
/// @param application the Application's name
/// @param namespace the resource's namespace; empty where the manifest names none
/// @param resource `Kind/name`
/// @param container the container's name, or the volume's; empty where the image has none
/// @param reference the image as it is rendered
public record Occurrence(
    String application, String namespace, String resource, String container, String reference) {}
