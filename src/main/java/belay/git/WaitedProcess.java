package belay.git;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A process whose exit code can be asked for at once: JGit asks right after the output ended, when
/// the process may not quite have, and would get an exception.
final class WaitedProcess extends Process {
  private static final int PATIENCE_SECONDS = 5;
  private static final int KILLED = 137;

  private final Process process;

  WaitedProcess(Process process) {
    this.process = process;
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
    return process.getInputStream();
  }

  @Override
  public InputStream getErrorStream() {
    return process.getErrorStream();
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
