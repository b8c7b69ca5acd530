package belay.deliver;

import belay.scaffold.AppOfApps;
import belay.scaffold.ApplicationSet;
import belay.scaffold.Root;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The object that is applied by hand, as the repository has it.
final class RootFile {
  private RootFile() {}

  static Optional<Root> read(Function<String, Optional<byte[]>> files) {
    return Stream.of(AppOfApps.FILE, ApplicationSet.FILE)
        .flatMap(file -> files.apply(file).flatMap(bytes -> Root.read(file, bytes)).stream())
        .findFirst();
  }
}
