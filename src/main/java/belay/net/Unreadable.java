package belay.net;

import java.io.IOException;

/// What is to be sent cannot be read on this machine: no fault of the server.
final class Unreadable extends IOException {
  private static final long serialVersionUID = 1L;

  Unreadable(IOException cause) {
    super("cannot read what is to be sent", cause);
  }
}
