package belay.deliver.verify;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.LocalTrouble;
import belay.host.FileReplacement;
import belay.host.ReplacedFile;
import belay.yaml.image.ValuesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Mends values files in a work tree; nothing is committed.
final class ValuesMending {
  private ValuesMending() {}

  /// Applies all cures, or none.
  ///
  /// @param root the work tree
  /// @return the files that changed
  /// @throws Failure (refused) where one cannot be edited or written
  static List<String> apply(Path root, List<ValuesFix> fixes) {
    Map<String, byte[]> before = new LinkedHashMap<>();
    Map<String, ValuesFile> after = new LinkedHashMap<>();
    for (var fix : fixes) {
      var bytes = before.computeIfAbsent(fix.file(), path -> read(root, path));
      var file = after.computeIfAbsent(fix.file(), path -> ValuesFile.parse(path, bytes));
      after.put(fix.file(), file.pin(fix.naming(), fix.repository(), fix.digest()));
    }
    Map<Path, ReplacedFile> files = new LinkedHashMap<>();
    before.forEach((path, bytes) -> {
      var mended = after.get(path);
      if (mended != null && !Arrays.equals(bytes, mended.bytes())) {
        files.put(root.resolve(path), new ReplacedFile(path, bytes, mended.bytes()));
      }
    });
    write(root, files);
    return files.values().stream().map(ReplacedFile::name).toList();
  }

  private static byte[] read(Path root, String path) {
    try {
      return Files.readAllBytes(root.resolve(path));
    } catch (IOException e) {
      throw new Failure(
          Kind.REFUSED, "%s cannot be read".formatted(path), "ls -l %s".formatted(path), e);
    }
  }

  private static void write(Path root, Map<Path, ReplacedFile> files) {
    try {
      FileReplacement.write(files);
    } catch (IOException e) {
      throw LocalTrouble.of(e)
          .map(trouble -> trouble.at(root.toString(), e))
          .orElseGet(() ->
              new Failure(
                  Kind.REFUSED,
                  "the values files cannot be written, and stay as they are",
                  "look at the permissions of their folders",
                  e));
    }
  }
}
