package belay.deliver;

import belay.config.Config;
import belay.git.Commit;
import belay.git.GitRepo;
import belay.image.ImageRef;
import belay.yaml.ValuesFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From a wish to a plan, at one commit. Nothing in the repository is written here.
final class Planner {
  private final GitRepo repo;
  private final ConfigSource configs;
  private final Resolver resolver;

  Planner(GitRepo repo, ConfigSource configs, Resolver resolver) {
    this.repo = repo;
    this.configs = configs;
    this.resolver = resolver;
  }

  Plan plan(Commit tip, DeployRequest request) {
    var config = configs.at(tip.id());
    var found = Targets.find(repo, tip.id(), config, request);
    var images = resolve(found.targets(), config);
    Map<String, ValuesFile> after = new LinkedHashMap<>(found.files());
    List<Pin> pins = new ArrayList<>();
    for (var i = 0; i < images.size(); i++) {
      pins.add(pin(found.targets().get(i), images.get(i), config, request, after));
    }
    return new Plan(config, pins, found.files(), after);
  }

  private Pin pin(
      Target target,
      ImageRef.Pinned image,
      Config config,
      DeployRequest request,
      Map<String, ValuesFile> files) {
    var before = Optional.ofNullable(files.get(target.file())).orElseThrow();
    var after =
        before.pin(
            target.path(),
            config.imageKeys(),
            Written.repository(target.before(), image.repository()),
            image.digest().toString());
    files.put(target.file(), after);
    return new Pin(
        target.wanted().service(),
        target.image(),
        request.environment(),
        target.file(),
        Written.reference(target.before()),
        image,
        !Arrays.equals(before.bytes(), after.bytes()));
  }

  /// All references in one go; images on disk one after the other, each in parallel by itself.
  private List<ImageRef.Pinned> resolve(List<Target> targets, Config config) {
    Map<Target, ImageRef> questions = new LinkedHashMap<>();
    Map<Target, ImageRef.Pinned> answers = new LinkedHashMap<>();
    for (var target : targets) {
      switch (target.wanted().source()) {
        case Wanted.Source.Reference(var ref) -> questions.put(target, ref);
        case Wanted.Source.ByTag(var tag) ->
            questions.put(target, Repositories.of(target, config).tagged(tag));
        case Wanted.Source.ByDigest(var digest) ->
            questions.put(target, Repositories.of(target, config).pinned(digest));
        case Wanted.Source.Built built ->
            answers.put(target, resolver.push(built, Repositories.of(target, config)));
      }
    }
    var asked = List.copyOf(questions.keySet());
    var resolved = resolver.all(List.copyOf(questions.values()));
    for (var i = 0; i < asked.size(); i++) {
      answers.put(asked.get(i), resolved.get(i));
    }
    return targets.stream().map(t -> Optional.ofNullable(answers.get(t)).orElseThrow()).toList();
  }
}
