package belay.migrate;

import belay.chart.ChartBundle;
import belay.migrate.model.ImageField.State;
import belay.migrate.origin.Origin;
import belay.migrate.site.DigestEdit;
import belay.migrate.site.ImageOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Which images are taken to digests together: none that another one stands in the way of.
final class SiteSelection {
  private final List<PlannedSite> sites;

  SiteSelection(List<PlannedSite> all) {
    var there = there(all);
    this.sites = all.stream().filter(site -> !isMention(site, there)).toList();
  }

  /// Digests that charts take already.
  private static Set<Origin.Values> there(List<PlannedSite> all) {
    return all.stream()
        .filter(site -> site.state() == State.ALREADY)
        .flatMap(site -> site.sources().stream())
        .map(ImageOrigin::digest)
        .collect(Collectors.toSet());
  }

  /// Whether a text speaks of an image that is taken by digest where it runs, such as a warning.
  private static boolean isMention(PlannedSite site, Set<Origin.Values> there) {
    return site.site().key().isEmpty()
        && site.sources().stream().map(ImageOrigin::digest).anyMatch(there::contains);
  }

  List<PlannedSite> sites() {
    return sites;
  }

  List<PlannedSite> rewritten() {
    return sites.stream().filter(PlannedSite::isRewritten).toList();
  }

  /// Leaves images out until what is left fits together.
  void settle() {
    sites.forEach(PlannedSite::divide);
    packed();
    boolean changed;
    do {
      changed = shared().object();
      changed |= lifted();
      changed |= overlapping();
      changed |= followers();
    } while (changed);
  }

  /// Leaves out the images of which something refuses an edit.
  ///
  /// @return whether there were any
  boolean veto(Refusal refusal) {
    var some = false;
    for (var site : sites) {
      var reads = refusal.values().stream().anyMatch(site::reads);
      var edits =
          refusal.values().isEmpty()
              && site.edits().stream().anyMatch(edit -> edit.file().equals(refusal.file()));
      if (reads || edits) {
        some |= site.object(refusal.failure().what());
      }
    }
    return some
        || sites.stream()
            .map(site -> site.object(refusal.failure().what()))
            .reduce(false, Boolean::logicalOr);
  }

  /// Whether an image stands for one of another branch, too.
  boolean isMerged() {
    return rewritten().stream().anyMatch(site -> site.standIn() != site);
  }

  /// Digests that would be those of several images.
  SharedDigests shared() {
    return new SharedDigests(rewritten());
  }

  /// What is packed is not edited.
  private void packed() {
    for (var site : rewritten()) {
      for (var edit : site.edits()) {
        if (ChartBundle.isPacked(edit.file())) {
          var archive = edit.file().substring(0, edit.file().indexOf(ChartBundle.PACKED));
          site.object("its helper is packed in %s: unpack it to have it edited".formatted(archive));
        }
      }
    }
  }

  /// Whole references that are names elsewhere, where a tag stands beside them.
  Set<Origin.Values> liftedNames() {
    var mappings = mappings();
    Set<Origin.Values> names = new HashSet<>();
    for (var site : rewritten()) {
      for (var source : site.sources()) {
        source.names().stream().filter(mappings::contains).forEach(names::add);
      }
    }
    return names;
  }

  /// Whole references that become mappings.
  Set<Origin.Values> mappings() {
    Set<Origin.Values> mappings = new HashSet<>();
    for (var site : rewritten()) {
      for (var source : site.sources()) {
        if (source.isLifted()) {
          mappings.add(source.digest().parent());
        }
      }
    }
    return mappings;
  }

  /// A whole reference that becomes a mapping cannot be a name elsewhere.
  private boolean lifted() {
    var mappings = mappings();
    var changed = false;
    for (var site : rewritten()) {
      for (var source : site.sources()) {
        for (var name : source.names()) {
          if (mappings.contains(name)) {
            changed |=
                objectAll(
                    name,
                    "%s is a whole reference here and a name elsewhere".formatted(name.dotted()));
          }
        }
      }
    }
    return changed;
  }

  private boolean objectAll(Origin.Values values, String reason) {
    var changed = false;
    for (var site : rewritten()) {
      if (site.reads(values)) {
        changed |= site.object(reason);
      }
    }
    return changed;
  }

  /// Different edits of one place.
  private boolean overlapping() {
    Map<String, List<Map.Entry<DigestEdit, PlannedSite>>> byFile = new LinkedHashMap<>();
    for (var site : rewritten()) {
      for (var edit : site.edits()) {
        byFile.computeIfAbsent(edit.file(), _ -> new ArrayList<>()).add(Map.entry(edit, site));
      }
    }
    var changed = false;
    for (var edits : byFile.values()) {
      edits.sort(
          Comparator.comparingInt((Map.Entry<DigestEdit, PlannedSite> one) -> one.getKey().start())
              .thenComparingInt(one -> one.getKey().end()));
      for (var i = 1; i < edits.size(); i++) {
        var left = edits.get(i - 1);
        var right = edits.get(i);
        if (!left.getKey().equals(right.getKey()) && overlap(left.getKey(), right.getKey())) {
          var reason = "this place would have to be written in two ways for those who use it";
          changed |= left.getValue().object(reason);
          changed |= right.getValue().object(reason);
        }
      }
    }
    return changed;
  }

  private static boolean overlap(DigestEdit left, DigestEdit right) {
    return right.start() < left.end()
        || (left.start() == right.start() && left.end() == right.end());
  }

  /// An edit is made for all who need it, or for none.
  private boolean followers() {
    Map<DigestEdit, PlannedSite> left = new HashMap<>();
    for (var site : sites) {
      if (!site.isRewritten()) {
        site.edits().forEach(edit -> left.putIfAbsent(edit, site));
      }
    }
    var changed = false;
    for (var site : rewritten()) {
      for (var edit : site.edits()) {
        var other = left.get(edit);
        if (other != null) {
          changed |=
              site.object(
                  "the helper that makes it makes %s, too: %s"
                      .formatted(other.place(), other.reason()));
        }
      }
    }
    return changed;
  }
}
