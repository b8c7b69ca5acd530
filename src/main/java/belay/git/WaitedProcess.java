package belay.git;

import belay.host.Interruptions;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A process that is at its end when its output is. JGit looks at the exit code and at the errors
/// that another thread reads as soon as the output ends, when the process may not quite have: it
/// would get an exception, and miss why the process ended.
final class WaitedProcess extends Process {
  private static final int PATIENCE_SECONDS = 5;
  private static final int KILLED = 137;

  private final Process process;
  private final CountDownLatch errorsEnded = new CountDownLatch(1);
  private final InputStream output;
  private final InputStream errors;

  WaitedProcess(Process process) {
    this.process = process;
    this.output =
        ObjectFormat.watched(new ToldAtTheEnd(process.getInputStream(), this::awaitErrors));
    this.errors = new ToldAtTheEnd(process.getErrorStream(), errorsEnded::countDown);
  }

  /// Something is done before its reader sees the end.
  private static final class ToldAtTheEnd extends FilterInputStream {
    private final Runnable end;

    private ToldAtTheEnd(InputStream in, Runnable end) {
      super(in);
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      return told(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return told(super.read(bytes, offset, length));
    }

    private int told(int read) {
      if (read < 0) {
        end.run();
      }
      return read;
    }
  }

  /// Not for ever: what the process left in the background may hold the errors open.
  private void awaitErrors() {
    try {
      errorsEnded.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw Interruptions.interrupted(e);
    }
  }

  @Override
  public int exitValue() {
    try {
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : KILLED;
    } catch (InterruptedException e) {
      throw Interruptions.interrupted(e);
    }
  }

  @Override
  public OutputStream getOutputStream() {
    return process.getOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return errors;
  }

  @Override
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void destroy() {
    process.destroy();
  }

  @Override
  public Process destroyForcibly() {
    process.destroyForcibly();
    return this;
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }
}
