package belay.deliver.plan;

import belay.config.Config;
import belay.deliver.environment.EnvironmentAt;
import belay.deliver.environment.ImageText;
import belay.deliver.environment.Place;
import belay.deliver.environment.References;
import belay.deliver.environment.Repositories;
import belay.deliver.environment.Services;
import belay.deliver.model.Pin;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.git.GitRepo;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.yaml.image.ImageValues;
import belay.yaml.image.ValuesFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The digests that stand in an environment at a commit.
public final class Sources {
  private final GitRepo repo;
  private final Config config;
  private final String environment;
  private final String commit;
  private final Optional<String> asked;
  private final List<String> left = new ArrayList<>();

  /// @param asked how an older commit was named, if it is one
  public Sources(EnvironmentAt environmentAt, Optional<String> asked) {
    this.repo = environmentAt.repo();
    this.config = environmentAt.config();
    this.environment = environmentAt.environment();
    this.commit = environmentAt.commit();
    this.asked = asked;
  }

  /// One image of one service.
  public record Source(String service, String name, ImageRef.Pinned image) {}

  /// @param lenient whether services that pin no digest are left out, with a remark
  public List<Source> of(List<String> services, boolean lenient) {
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
  public List<String> left() {
    return List.copyOf(left);
  }

  private List<Source> of(String service) {
    var path = config.valuesPath(environment, service);
    var place = new Place(service, environment, path);
    var file =
        repo.read(commit, path)
            .map(bytes -> ValuesFile.parse(path, bytes))
            .orElseThrow(() -> absent(place));
    List<Source> sources = new ArrayList<>();
    config
        .images(service)
        .forEach((name, at) -> {
          var values = file.image(at);
          var written = file.versionPlace(at);
          sources.add(
              new Source(
                  service,
                  name,
                  pinned(values).orElseThrow(() -> unpinned(values, place, name, written))));
        });
    return sources;
  }

  private Failure absent(Place place) {
    return asked
        .map(at ->
            new Failure(
                Kind.NOT_FOUND,
                "\"%s\" was not in %s at %s: there was no %s"
                    .formatted(place.service(), environment, at, place.file()),
                otherCommit(place)))
        .orElseGet(() -> Services.unknown(repo, commit, config, place));
  }

  private String otherCommit(Place place) {
    return "name another commit (--at): belay history %s --env %s shows them"
        .formatted(place.service(), environment);
  }

  private static Optional<ImageRef.Pinned> pinned(ImageValues values) {
    var repository = values.repository().flatMap(Repositories::read);
    return ImageText.reference(values)
        .filter(reference -> References.fault(reference).isEmpty())
        .flatMap(References::digest)
        .flatMap(digest -> repository.map(name -> name.pinned(Digest.parse(digest))));
  }

  private Failure unpinned(ImageValues values, Place place, String name, String written) {
    var reference = ImageText.reference(values);
    var fault = reference.flatMap(References::fault);
    return new Failure(
        Kind.REFUSED,
        "%s%s pins no digest in %s%s: %s"
            .formatted(
                fault.isPresent() ? written + ": " : "",
                Pin.name(place.service(), name),
                environment,
                asked.map(at -> " at " + at).orElse(""),
                fault.orElseGet(() -> place.file() + " says " + reference.orElse("nothing"))),
        asked.isPresent()
            ? otherCommit(place)
            : "pin it first: belay deploy %s --tag TAG --env %s"
                .formatted(place.service(), environment));
  }
}
