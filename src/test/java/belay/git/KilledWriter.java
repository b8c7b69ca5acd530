package belay.git;

import belay.failure.Failure;
import belay.host.Interrupts;
import java.nio.file.Path;
import java.util.UUID;

/// The process that [KillTest] kills: lands commits until it dies.
final class KilledWriter {
  private KilledWriter() {}

  public static void main(String[] arguments) {
    var _ = Interrupts.watch(_ -> {});
    var sandbox = new Sandbox(Path.of(arguments[0]));
    while (true) {
      try (var repo = sandbox.open(arguments[1])) {
        Sandbox.write(repo, Sandbox.FILE, UUID.randomUUID() + "\n");
      } catch (Failure failure) {
        // As the command line does: what an interrupt has ended is no failure.
        Interrupts.requireNone();
        throw failure;
      }
      System.out.println("landed");
    }
  }
}
