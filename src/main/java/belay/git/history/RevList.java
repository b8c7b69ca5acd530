package belay.git.history;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import belay.git.run.Git;
import belay.git.run.GitTrouble;
import belay.host.Interruptions;
import belay.host.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// The commits that `git rev-list` names, with their times and parents, in its order.
final class RevList {
  private static final int CHUNK = 1 << 16;

  private final LongColumn seconds = new LongColumn();
  private final ByteColumn ids = new ByteColumn();
  private final ByteColumn parents = new ByteColumn();
  private final IntColumn parentEnds = new IntColumn();
  private int width;

  private RevList() {}

  /// @param revisions what `rev-list` is to walk
  static RevList read(Git git, List<String> revisions) throws IOException {
    var command = new ArrayList<>(List.of("rev-list", "--timestamp", "--parents"));
    command.addAll(revisions);
    command.add("--");
    var list = new RevList();
    var process = git.start(command);
    try (var out = process.getInputStream()) {
      list.read(out);
      requireSuccess(process);
    } finally {
      Programs.end(process);
    }
    return list;
  }

  private static void requireSuccess(Process process) throws IOException {
    var said = new String(process.getErrorStream().readNBytes(CHUNK), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw GitTrouble.ended("rev-list", said);
      }
    } catch (InterruptedException e) {
      throw Interruptions.interrupted(e);
    }
  }

  /// Lines of `SECONDS ID PARENT PARENT …`.
  private void read(InputStream out) throws IOException {
    var chunk = new byte[CHUNK];
    var line = new ByteColumn();
    for (var n = out.read(chunk); n >= 0; n = out.read(chunk)) {
      for (var i = 0; i < n; i++) {
        if (chunk[i] == '\n') {
          take(line);
          line.clear();
        } else {
          line.add(chunk[i]);
        }
      }
    }
  }

  private void take(ByteColumn line) throws IOException {
    var space = line.indexOf(' ', 0);
    seconds.add(Long.parseLong(new String(line.range(0, space), US_ASCII)));
    width = (line.indexOf(' ', space + 1) - space - 1) / 2;
    hex(line, space + 1, ids);
    for (var at = space + 1 + 2 * width; at < line.size(); at += 1 + 2 * width) {
      hex(line, at + 1, parents);
    }
    parentEnds.add(parents.size() / width);
  }

  private void hex(ByteColumn line, int from, ByteColumn into) throws IOException {
    if (width == 0 || from + 2 * width > line.size()) {
      throw GitTrouble.said("git rev-list said what nobody understands");
    }
    for (var i = from; i < from + 2 * width; i += 2) {
      into.add(Character.digit(line.get(i), 16) << 4 | Character.digit(line.get(i + 1), 16));
    }
  }

  int size() {
    return seconds.size();
  }

  IdColumn ids() {
    return new IdColumn(Math.max(1, width), ids);
  }

  long seconds(int index) {
    return seconds.get(index);
  }

  /// The names of all parents, one after the other.
  IdColumn parents() {
    return new IdColumn(Math.max(1, width), parents);
  }

  /// Where a commit's parents begin among all.
  int parentsFrom(int index) {
    return index == 0 ? 0 : parentEnds.get(index - 1);
  }

  int parentsTo(int index) {
    return parentEnds.get(index);
  }
}
