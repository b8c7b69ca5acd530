package belay.render;

import belay.deliver.environment.ConfigSource;
import belay.deliver.render.RenderRequest;
import belay.deliver.render.RenderedRepository;
import belay.deliver.render.Rendering;
import belay.git.GitRepo;
import belay.git.location.GitSettings;
import belay.host.Host;
import belay.host.Log;
import belay.peers.HelmPrograms;
import belay.render.model.RenderedApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Repositories rendered in this process.
final class RenderedCases {
  private RenderedCases() {}

  /// Everything in a repository, with the programs of the test cluster.
  ///
  /// @param repository a path or a URL
  /// @param version the cluster's; empty for Helm's own
  static List<RenderedApplication> of(Host host, String repository, String version) {
    var settings =
        new RenderSettings(
            Optional.of(HelmPrograms.helm4()),
            Optional.of(HelmPrograms.kustomize()),
            version,
            List.of(),
            List.of());
    List<RenderedApplication> all = new ArrayList<>();
    try (var repo = GitRepo.open(host, Log.none(), GitSettings.of(repository).withPush(false));
        var opened =
            RenderedRepository.open(
                host, Log.none(), repo, new ConfigSource(repo, Optional.empty()), true, settings)) {
      var request = new RenderRequest(List.of(), List.of(), true, settings);
      var unknown = new Rendering(opened, request).run(all::add);
      if (!unknown.isEmpty()) {
        throw new AssertionError(unknown.toString());
      }
    }
    return all;
  }
}
