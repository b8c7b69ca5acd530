package belay.deliver.history;

import belay.config.ValuesLocation;
import java.util.Optional;

/// A values file as it was at some time.
///
/// @param place the service and environment that it was for
/// @param path its path then
/// @param blob the name of its content; empty where the file was not there
record ValuesVersion(ValuesLocation place, String path, Optional<String> blob) {}
