package belay.git.object;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.git.run.Git;
import belay.git.run.GitTrouble;
import belay.host.Interruptions;
import belay.host.Programs;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads objects through one `git cat-file --batch`, which stays until the end. Safe for use by
/// several threads, one at a time.
public final class ObjectReader implements AutoCloseable {
  /// Larger ones are not kept in memory.
  static final int LARGEST = 16 << 20;

  private static final int MOST_TREES = 1024;
  private static final int MOST_AHEAD = 4096;

  /// Larger ones are not read ahead.
  private static final int SMALL = 16 << 10;

  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private final Git git;
  private @Nullable Session session;
  private final Map<String, Found> trees = newest(MOST_TREES);
  private final Map<String, Found> ahead = Collections.synchronizedMap(newest(MOST_AHEAD));

  public ObjectReader(Git git) {
    this.git = git;
  }

  private static Map<String, Found> newest(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
        return size() > most;
      }
    };
  }

  /// An object.
  public static final class Found {
    private final String id;
    private final String type;
    private final long size;
    private final byte[] bytes;

    private Found(String id, String type, long size, byte[] bytes) {
      this.id = id;
      this.type = type;
      this.size = size;
      this.bytes = bytes;
    }

    public String id() {
      return id;
    }

    /// `commit`, `tree`, `blob` or `tag`.
    public String type() {
      return type;
    }

    public long size() {
      return size;
    }

    /// Not to be changed; nothing where it is [too large][#tooLarge].
    public byte[] bytes() {
      return bytes;
    }

    public boolean tooLarge() {
      return size > LARGEST;
    }
  }

  private record Session(
      Process process,
      InputStream out,
      OutputStream in,
      ByteArrayOutputStream err,
      Thread listening) {}

  /// An object by its id or any other name that git understands; empty where there is none.
  public Optional<Found> find(String name) throws IOException {
    var known = ahead.remove(name);
    return known == null ? ask(name) : Optional.of(known);
  }

  private synchronized Optional<Found> ask(String name) throws IOException {
    if (name.isEmpty() || name.indexOf('\n') >= 0) {
      return Optional.empty();
    }
    var known = trees.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    var open = session();
    try {
      open.in.write((name + "\n").getBytes(UTF_8));
      open.in.flush();
      var found = answer(open);
      found.filter(it -> it.type.equals("tree")).ifPresent(tree -> trees.put(tree.id, tree));
      return found;
    } catch (IOException e) {
      throw broken(open, e);
    }
  }

  /// A partial clone may ask its remote for one that is not here, which may not have it either.
  public boolean has(String id) {
    try {
      return find(id).isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  /// An object that has to be there.
  public Found get(String id) throws IOException {
    return find(id).orElseThrow(() -> GitTrouble.said("missing object " + id));
  }

  /// Takes the objects, one after the other in the order of their ids.
  public interface Taker {
    void take(int number, Found found) throws IOException;
  }

  /// Many objects that have to be there, asked for at once.
  public synchronized void each(List<String> ids, Taker taker) throws IOException {
    answers(
        ids,
        (number, found) ->
            taker.take(
                number,
                found.orElseThrow(() -> GitTrouble.said("missing object " + ids.get(number)))));
  }

  /// Reads objects that will soon be asked for, one by one and once, all together: a question takes
  /// longer than its answer.
  public synchronized void readAhead(List<String> ids) throws IOException {
    answers(
        ids,
        (_, answer) ->
            answer
                .filter(found -> found.size <= SMALL)
                .ifPresent(found -> ahead.put(found.id, found)));
  }

  private interface Answers {
    void take(int number, Optional<Found> found) throws IOException;
  }

  private void answers(List<String> ids, Answers taker) throws IOException {
    var open = session();
    var asking = Thread.ofVirtual().start(() -> ask(open, ids));
    try {
      for (var i = 0; i < ids.size(); i++) {
        taker.take(i, answer(open));
      }
      asking.join();
    } catch (IOException e) {
      throw broken(open, e);
    } catch (InterruptedException e) {
      close();
      throw Interruptions.interrupted(e);
    }
  }

  private static void ask(Session open, List<String> ids) {
    try {
      for (var id : ids) {
        open.in.write((id + "\n").getBytes(UTF_8));
      }
      open.in.flush();
    } catch (IOException _) {
      // whoever waits for the answers finds that out
    }
  }

  private static Optional<Found> answer(Session open) throws IOException {
    var words = line(open.out).split(" ");
    if (words.length != 3 || words[2].isEmpty() || !Character.isDigit(words[2].charAt(0))) {
      return Optional.empty();
    }
    var size = Long.parseLong(words[2]);
    var bytes = new byte[0];
    if (size > LARGEST) {
      open.out.skipNBytes(size);
    } else {
      bytes = open.out.readNBytes((int) size);
    }
    if (bytes.length < Math.min(size, LARGEST) && size <= LARGEST) {
      throw new EOFException();
    }
    open.out.skipNBytes(1);
    return Optional.of(new Found(words[0], words[1], size, bytes));
  }

  private static String line(InputStream out) throws IOException {
    var line = new ByteArrayOutputStream(80);
    for (var next = out.read(); next != '\n'; next = out.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.write(next);
    }
    return line.toString(UTF_8);
  }

  private Session session() throws IOException {
    var open = session;
    if (open == null) {
      var process = git.start(List.of("cat-file", "--batch"));
      var err = new ByteArrayOutputStream();
      var listening = Thread.ofVirtual().start(() -> drain(process.getErrorStream(), err));
      open =
          new Session(
              process,
              new BufferedInputStream(process.getInputStream(), 1 << 16),
              new BufferedOutputStream(process.getOutputStream(), 1 << 13),
              err,
              listening);
      session = open;
    }
    return open;
  }

  private static void drain(InputStream from, ByteArrayOutputStream into) {
    try (from) {
      from.transferTo(into);
    } catch (IOException _) {
      // it was ended
    }
  }

  /// What made the process end; the words that tell the most come last.
  private IOException broken(Session open, IOException e) {
    try {
      if (!(e instanceof GitTrouble)) {
        open.listening.join(LAST_WORDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    close();
    var said = open.err.toString(UTF_8).strip();
    return e instanceof GitTrouble ? e : GitTrouble.ended("cat-file", said);
  }

  @Override
  public synchronized void close() {
    var open = session;
    session = null;
    trees.clear();
    ahead.clear();
    if (open != null) {
      Programs.dismiss(open.process);
    }
  }
}
