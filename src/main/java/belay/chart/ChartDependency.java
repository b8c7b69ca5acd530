package belay.chart;

import java.util.Optional;

/// A chart that another one is made of.
///
/// @param name what it is called
/// @param key the key of the parent's values that holds its values: its alias, or its name
/// @param repository where it is had from, as the parent says; empty where it only lies below
///   `charts/`
/// @param path its folder, relative to the bundle's root; empty where it is not at hand as a folder
/// @param packed whether it lies below `charts/` as a packed archive, which nobody edits
public record ChartDependency(
    String name, String key, String repository, Optional<String> path, boolean packed) {}
