package belay.deliver;

import belay.config.Config;
import belay.deliver.environment.ConfigSource;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.environment.ImageText;
import belay.deliver.history.Archive;
import belay.deliver.history.PinHistory;
import belay.deliver.model.Entry;
import belay.deliver.model.RevisionOrTime;
import belay.deliver.model.RollbackRequest;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.yaml.image.ValuesFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What services had in an environment in an earlier state, as `repository@digest` or
/// `repository:tag` by the image's name; images that the state says nothing of are left out.
final class RollbackTarget {
  private final GitRepo repo;
  private final ConfigSource configs;
  private final PinHistory pinHistory;
  private final Config config;
  private final String environment;

  RollbackTarget(EnvironmentAt environmentAt, ConfigSource configs, PinHistory pinHistory) {
    this.repo = environmentAt.repo();
    this.configs = configs;
    this.pinHistory = pinHistory;
    this.config = environmentAt.config();
    this.environment = environmentAt.environment();
  }

  /// The images of each service in the state.
  ///
  /// @param together whether changes are counted over all services, as for a whole environment
  Map<String, Map<String, String>> of(
      List<String> services, RollbackRequest.State state, boolean together) {
    return switch (state) {
      case RollbackRequest.State.At(RevisionOrTime.Of(var revision)) ->
          atCommit(services, revision);
      case RollbackRequest.State.At(RevisionOrTime.At(var time)) -> atTime(services, time);
      case RollbackRequest.State.Before(var changes) ->
          together ? together(services, changes) : each(services, changes);
    };
  }

  private Map<String, Map<String, String>> atCommit(List<String> services, String revision) {
    var archive = Archive.open(repo, configs);
    var commit =
        archive
            .timeline()
            .id(revision)
            .orElseThrow(() -> Archive.noCommit(revision, repo.branch()));
    Map<String, Map<String, String>> states = new LinkedHashMap<>();
    for (var service : services) {
      var path = config.valuesPath(environment, service);
      states.put(
          service,
          repo.read(commit, path)
              .map(bytes -> images(service, ValuesFile.parse(path, bytes)))
              .orElseGet(() ->
                  latest(
                      service,
                      pinHistory
                          .changes(service, environment, new RevisionOrTime.Of(revision))
                          .reversed())));
    }
    return states;
  }

  private Map<String, String> images(String service, ValuesFile file) {
    Map<String, String> images = new LinkedHashMap<>();
    config
        .images(service)
        .forEach((name, at) -> keep(images, name, ImageText.reference(file.image(at))));
    return images;
  }

  private Map<String, Map<String, String>> atTime(List<String> services, Instant time) {
    Map<String, Map<String, String>> states = new LinkedHashMap<>();
    for (var service : services) {
      var then =
          pinHistory.changes(service, environment).stream()
              .filter(entry -> !entry.since().isAfter(time))
              .toList();
      states.put(service, latest(service, then.reversed()));
    }
    return states;
  }

  /// What the last of some changes left, also of a file that was somewhere else then.
  ///
  /// @param changes the oldest first
  private Map<String, String> latest(String service, List<Entry> changes) {
    Map<String, String> images = new LinkedHashMap<>();
    config.images(service).keySet().forEach(name -> images.put(name, ""));
    changes.forEach(entry -> keep(images, entry.image(), entry.now()));
    return images;
  }

  private Map<String, Map<String, String>> each(List<String> services, int changes) {
    Map<String, Map<String, String>> states = new LinkedHashMap<>();
    for (var service : services) {
      var entries = pinHistory.changes(service, environment);
      var commits = new ArrayList<>(commits(entries));
      require("\"" + service + "\"", " " + service, commits.size(), changes);
      states.put(service, before(entries, Set.copyOf(commits.subList(0, changes))));
    }
    return states;
  }

  /// Over all services, whose changes history tells in the order in which they came.
  private Map<String, Map<String, String>> together(List<String> services, int changes) {
    var all =
        pinHistory.changes(Optional.of(environment)).stream()
            .filter(entry -> services.contains(entry.service()))
            .toList();
    var commits = List.copyOf(commits(all));
    require("the environment", "", commits.size(), changes);
    var undone = Set.copyOf(commits.subList(0, changes));
    Map<String, Map<String, String>> states = new LinkedHashMap<>();
    for (var service : services) {
      var own = all.stream().filter(entry -> entry.service().equals(service)).toList();
      states.put(service, before(own, undone));
    }
    return states;
  }

  private static Set<String> commits(List<Entry> entries) {
    Set<String> commits = new LinkedHashSet<>();
    entries.forEach(entry -> commits.add(entry.commit().id()));
    return commits;
  }

  /// What the images had before the oldest of the changes that are undone.
  private static Map<String, String> before(List<Entry> entries, Set<String> undone) {
    Map<String, String> images = new LinkedHashMap<>();
    for (var entry : entries) {
      if (undone.contains(entry.commit().id())) {
        keep(images, entry.image(), entry.previous());
      }
    }
    return images;
  }

  private static void keep(Map<String, String> images, String image, Optional<String> reference) {
    reference.ifPresentOrElse(r -> images.put(image, r), () -> images.put(image, ""));
  }

  /// @param service its name behind a space; empty for all
  private void require(String what, String service, int there, int wanted) {
    if (there < wanted) {
      throw new Failure(
          Kind.NOT_FOUND,
          "%s has %s in %s: there is no state %s"
              .formatted(what, times(there), environment, before(wanted)),
          "see the changes: belay history%s --env %s".formatted(service, environment));
    }
  }

  private static String times(int changes) {
    return switch (changes) {
      case 0 -> "never changed";
      case 1 -> "changed once";
      default -> "changed %d times".formatted(changes);
    };
  }

  private static String before(int changes) {
    return changes == 1
        ? "before the last change"
        : "before the last %d changes".formatted(changes);
  }
}
