package belay.deliver.verify.finding;

import belay.config.verify.Exemption;
import belay.config.verify.Rule;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The exemptions that hold today, and which of them were needed. Safe for use by several threads.
public final class Exemptions {
  private final List<Exemption> all;
  private final LocalDate today;
  private final Set<Exemption> used = ConcurrentHashMap.newKeySet();

  public Exemptions(List<Exemption> all, LocalDate today) {
    this.all = all;
    this.today = today;
  }

  /// Whether an image may stand although a rule speaks against it.
  ///
  /// @param resource `Kind/name`; empty for what is no resource, such as a values file
  public boolean cover(Rule rule, String reference, Optional<String> namespace, String resource) {
    var found =
        all.stream()
            .filter(one -> !one.isOver(today))
            .filter(one -> one.lifts(rule))
            .filter(one -> one.coversImage(reference))
            .filter(one -> one.coversNamespace(namespace))
            .filter(one -> one.coversResource(resource))
            .findFirst();
    found.ifPresent(used::add);
    return found.isPresent();
  }

  /// Says which have passed, and where everything was looked at which were not needed.
  public void report(Findings findings, boolean everything) {
    for (var exemption : all) {
      if (exemption.isOver(today)) {
        add(
            findings,
            Rule.EXEMPTION_EXPIRED,
            exemption,
            "this exemption ended on %s (%s)"
                .formatted(exemption.until().orElseThrow(), exemption.reason()),
            "remove it, or write a later date as until");
      } else if (everything && !used.contains(exemption)) {
        add(
            findings,
            Rule.EXEMPTION_UNUSED,
            exemption,
            "this exemption exempts nothing (%s)".formatted(exemption.reason()),
            "remove it");
      }
    }
  }

  private static void add(
      Findings findings, Rule rule, Exemption exemption, String message, String help) {
    findings.add(
        new Findings.Cause(
            rule, GitPlace.parse(exemption.place()), Optional.empty(), message, help),
        Optional.empty());
  }
}
