package belay.peers;

import belay.host.Log;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/// Keeps what was logged.
public final class Lines implements Log {
  public final List<String> warned = Collections.synchronizedList(new ArrayList<>());
  public final List<String> noted = Collections.synchronizedList(new ArrayList<>());
  public final List<String> explained = Collections.synchronizedList(new ArrayList<>());
  public final List<String> traced = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void warn(String message) {
    warned.add(message);
  }

  @Override
  public void note(String message) {
    noted.add(message);
  }

  @Override
  public void explain(Supplier<String> message) {
    explained.add(message.get());
  }

  @Override
  public void trace(Supplier<String> message) {
    traced.add(message.get());
  }

  public String all() {
    return String.join("\n", warned)
        + String.join("\n", noted)
        + String.join("\n", explained)
        + String.join("\n", traced);
  }
}
