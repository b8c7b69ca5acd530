package belay.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/// A note in the Git directory that a branch, the index and files are being brought from one commit
/// to another: the next run finishes what a killed one began.
final class Journal {
  private final Path file;

  Journal(Path gitDirectory) {
    this.file = gitDirectory.resolve("belay.journal");
  }

  /// @param ref the branch's full name
  record Step(String ref, ObjectId from, ObjectId to) {}

  void begin(Step step) throws IOException {
    var aside = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(aside, "%s %s %s\n".formatted(step.ref, step.from.name(), step.to.name()));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void end() throws IOException {
    Files.deleteIfExists(file);
  }

  Optional<Step> unfinished() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var words = Files.readString(file).strip().split(" ");
    return words.length == 3 && ObjectId.isId(words[1]) && ObjectId.isId(words[2])
        ? Optional.of(
            new Step(words[0], ObjectId.fromString(words[1]), ObjectId.fromString(words[2])))
        : Optional.empty();
  }
}
