package belay.deliver;

import belay.host.Log;
import java.util.List;

/// Says what a change of everything passes over: some by name, and how many more, as a whole
/// environment may have thousands.
final class OmittedServices {
  private static final int MOST = 10;

  private OmittedServices() {}

  static void tell(Log log, List<String> remarks) {
    remarks.stream().limit(MOST).forEach(remark -> log.warn("left out: " + remark));
    if (remarks.size() > MOST) {
      log.warn("left out: %d more".formatted(remarks.size() - MOST));
    }
  }
}
