package belay.deliver.verify;

import belay.deliver.environment.Context;
import belay.deliver.render.RenderedRepository;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.host.Host;
import belay.registry.Registry;
import java.util.List;

/// Proves that nothing but digests is deployed, as far as Git and registries tell.
public final class Verification {
  private final Host host;
  private final Context context;
  private final Registry registry;

  public Verification(Host host, Context context, Registry registry) {
    this.host = host;
    this.context = context;
    this.registry = registry;
  }

  /// Looks.
  ///
  /// @throws Failure (usage, not found) where what was asked for is not there
  public VerifyResult check(VerifyRequest request) {
    try (var repository = open(request)) {
      return new VerificationRun(context, registry, repository, request).result();
    }
  }

  private RenderedRepository open(VerifyRequest request) {
    return RenderedRepository.open(
        host,
        context.log(),
        context.repo(),
        context.configs(),
        request.workTree(),
        request.rendering());
  }

  /// Mends values files in a work tree as far as that needs no thought, and looks again.
  ///
  /// @throws Failure (usage) where there is no work tree
  public VerifyResult mend(VerifyRequest request) {
    var root =
        context
            .repo()
            .workTree()
            .orElseThrow(() ->
                new Failure(
                    Kind.USAGE,
                    "--fix mends files in a work tree, and there is none here",
                    "clone the repository, and run it there"));
    List<String> mended;
    try (var repository = open(request)) {
      var fixes = new VerificationRun(context, registry, repository, request).fixes();
      mended = ValuesMending.apply(root, fixes);
    }
    return check(request).with(mended);
  }
}
