package belay.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/// Standard input, output and error, and which of them are terminals.
///
/// @param out the answer, UTF-8, buffered: to be flushed at the end
/// @param err everything else, UTF-8, flushed by line
public record Streams(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal) {
  private static final int BUFFER = 8192;

  static Streams system() {
    var out = new AnswerStream(new FileOutputStream(FileDescriptor.out));
    var err =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), BUFFER),
            true,
            UTF_8);
    return new Streams(System.in, out, err, isTerminal("in"), isTerminal("out"), isTerminal("err"));
  }

  /// The launcher has tested each stream (`[ -t 1 ]`), which Java cannot do for one stream alone;
  /// without it no stream counts as a terminal.
  private static boolean isTerminal(String stream) {
    return List.of(System.getProperty("belay.terminal", "").split(",")).contains(stream);
  }
}
