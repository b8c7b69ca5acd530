package belay.deliver.plan;

import belay.deliver.model.WantedImage;
import belay.host.Progress;
import belay.image.ImageRef;
import belay.image.Platform;
import belay.image.Repository;
import belay.layout.Images;
import belay.registry.Registry;
import belay.registry.push.Push;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// From what is wanted to digests. Each question is asked once in a run, also when the edit is made
/// again after a lost race: a tag that moves meanwhile must not change what is deployed.
public final class Resolver {
  private final Path cwd;
  private final Registry registry;
  private final Progress progress;
  private final boolean write;
  private final Map<ImageRef, ImageRef.Pinned> resolved = new ConcurrentHashMap<>();
  private final Map<ImageRef.Pinned, List<Platform>> platforms = new ConcurrentHashMap<>();
  private final Map<ImageRef.Pinned, ImageRef.Pinned> origins = new ConcurrentHashMap<>();
  private final Map<Path, ImageRef.Pinned> pushed = new ConcurrentHashMap<>();

  private Optional<Prefetch<Map<ImageRef, ImageRef.Pinned>>> ahead = Optional.empty();

  /// @param write whether images on disk are pushed; without it only their digest is read
  public Resolver(Path cwd, Registry registry, Progress progress, boolean write) {
    this.cwd = cwd;
    this.registry = registry;
    this.progress = progress;
    this.write = write;
  }

  /// Begins to ask, while the repository is still on its way; what goes wrong is told to whom asks
  /// for the answers.
  public void begin(List<ImageRef> refs) {
    if (!refs.isEmpty()) {
      ahead = Optional.of(Prefetch.begin("resolve", () -> answers(refs)));
    }
  }

  private Map<ImageRef, ImageRef.Pinned> answers(List<ImageRef> refs) {
    Map<ImageRef, ImageRef.Pinned> answers = new HashMap<>();
    var pinned = registry.images(refs);
    for (var i = 0; i < refs.size(); i++) {
      answers.put(refs.get(i), pinned.get(i));
    }
    return answers;
  }

  /// Asks for all that are not known yet, in parallel.
  public List<ImageRef.Pinned> all(List<ImageRef> refs) {
    ahead.ifPresent(begun -> resolved.putAll(begun.get()));
    var unknown = refs.stream().filter(ref -> !resolved.containsKey(ref)).distinct().toList();
    if (!unknown.isEmpty()) {
      resolved.putAll(answers(unknown));
    }
    List<ImageRef.Pinned> all = new ArrayList<>();
    refs.forEach(ref -> all.add(Optional.ofNullable(resolved.get(ref)).orElseThrow()));
    return all;
  }

  /// Those that their registries do not have, asked all at once.
  public List<ImageRef.Pinned> missing(List<ImageRef.Pinned> images) {
    var unknown = images.stream().filter(image -> !resolved.containsKey(image)).distinct().toList();
    var missing = unknown.isEmpty() ? List.<ImageRef.Pinned>of() : registry.missing(unknown);
    unknown.stream()
        .filter(image -> !missing.contains(image))
        .forEach(image -> resolved.put(image, image));
    return missing;
  }

  /// What each image is for, asked all at once.
  public List<List<Platform>> platforms(List<ImageRef.Pinned> images) {
    var unknown = images.stream().filter(image -> !platforms.containsKey(image)).toList();
    var answers =
        registry.platforms(
            unknown.stream().map(image -> origins.getOrDefault(image, image)).toList());
    for (var i = 0; i < unknown.size(); i++) {
      platforms.put(unknown.get(i), answers.get(i));
    }
    return images.stream()
        .map(image -> Optional.ofNullable(platforms.get(image)).orElseThrow())
        .toList();
  }

  /// An image that is yet to be copied is looked at where it comes from.
  public void standsFor(ImageRef.Pinned image, ImageRef.Pinned origin) {
    origins.put(image, origin);
  }

  /// Copies an image into the repository of another reference to the same digest, once.
  ///
  /// @return whether it is there now; not so where nothing may be written
  public boolean copy(ImageRef.Pinned image, ImageRef.Pinned origin) {
    if (write && !resolved.containsKey(image)) {
      registry.copy(origin, image.repository(), progress);
      resolved.put(image, image);
    }
    return write;
  }

  /// Pushes an image on disk, once.
  public ImageRef.Pinned push(WantedImage.Source.Built built, Repository repository) {
    return pushed.computeIfAbsent(
        built.path(),
        path -> {
          try (var source = Images.open(cwd.resolve(path), built.name())) {
            return write
                ? registry.push(source, new Push(repository, built.tags()), progress).image()
                : repository.pinned(source.root().digest());
          }
        });
  }
}
