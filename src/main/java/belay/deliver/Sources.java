package belay.deliver;

import belay.config.Config;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.yaml.ImageValues;
import belay.yaml.ValuesFile;
import java.util.ArrayList;
import java.util.List;

/// The digests that stand in an environment at a commit.
final class Sources {
  private final GitRepo repo;
  private final Config config;
  private final String environment;
  private final String commit;
  private final List<String> left = new ArrayList<>();

  Sources(GitRepo repo, Config config, String environment, String commit) {
    this.repo = repo;
    this.config = config;
    this.environment = environment;
    this.commit = commit;
  }

  /// One image of one service.
  record Source(String service, String name, ImageRef.Pinned image) {}

  /// @param lenient whether services that pin no digest are left out, with a remark
  List<Source> of(List<String> services, boolean lenient) {
    List<Source> sources = new ArrayList<>();
    for (var service : services) {
      try {
        sources.addAll(of(service));
      } catch (Failure failure) {
        if (!lenient || failure.kind() != Kind.REFUSED) {
          throw failure;
        }
        left.add(failure.what());
      }
    }
    return sources;
  }

  /// What was left out and why.
  List<String> left() {
    return List.copyOf(left);
  }

  private List<Source> of(String service) {
    var path = config.valuesPath(environment, service);
    var place = new Place(service, environment, path);
    var file =
        repo.read(commit, path)
            .map(bytes -> ValuesFile.parse(path, bytes))
            .orElseThrow(() -> Services.unknown(repo, commit, config, place));
    List<Source> sources = new ArrayList<>();
    config
        .images(service)
        .forEach((name, at) ->
            sources.add(
                new Source(
                    service, name, pinned(file.image(at, config.imageKeys()), place, name))));
    return sources;
  }

  private ImageRef.Pinned pinned(ImageValues values, Place place, String name) {
    var digest = values.digest().filter(Digest::isDigest);
    var repository = values.repository().flatMap(Repositories::read);
    if (digest.isEmpty() || repository.isEmpty()) {
      throw new Failure(
          Kind.REFUSED,
          "%s pins no digest in %s: %s says %s"
              .formatted(
                  name.equals(Pin.MAIN) ? place.service() : place.service() + "/" + name,
                  environment,
                  place.file(),
                  Written.reference(values).orElse("nothing")),
          "pin it first: belay deploy %s --tag TAG --env %s"
              .formatted(place.service(), environment));
    }
    return repository.get().pinned(Digest.parse(digest.get()));
  }
}
