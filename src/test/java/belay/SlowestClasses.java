package belay;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Says at the end which classes of tests took longest, so that nobody has to ask where the time of
/// a run went.
public final class SlowestClasses implements TestExecutionListener {
  private static final int SHOWN = 20;

  private final Map<String, Long> begun = new ConcurrentHashMap<>();
  private final Map<String, Long> took = new ConcurrentHashMap<>();

  private static boolean isClass(TestIdentifier test) {
    return test.getSource().filter(ClassSource.class::isInstance).isPresent();
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (isClass(test)) {
      begun.put(test.getUniqueId(), System.nanoTime());
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    var start = begun.remove(test.getUniqueId());
    if (start != null) {
      took.put(test.getDisplayName(), System.nanoTime() - start);
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (took.size() > 1) {
      System.out.println("Slowest classes:");
      took.entrySet().stream()
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .limit(SHOWN)
          .forEach(one ->
              System.out.printf(
                  "%7.1f s  %s%n",
                  Duration.ofNanos(one.getValue()).toMillis() / 1000.0, one.getKey()));
    }
  }
}
