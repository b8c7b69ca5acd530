package belay.journey;

import belay.argocd.App;
import belay.argocd.ArgoCdStandIn;
import belay.cli.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A [World] with a stand-in for Argo CD, which knows the Application `api-staging`.
final class WaitWorld implements AutoCloseable {
  final World world;
  final ArgoCdStandIn argocd;

  /// An image of the service `api`, pushed.
  final String image;

  WaitWorld(Path folder) {
    world = new World(folder);
    argocd = ArgoCdStandIn.start();
    image = world.pushed("v1", "api", "1");
    argocd.put(App.named("api-staging"));
  }

  /// The Application as it is when all is well.
  App live(App app) {
    return app.sync("Synced", world.head()).health("Healthy").runs(image);
  }

  Ran deploy(String... arguments) {
    return deployWith(Map.of(), arguments);
  }

  Ran deployWith(Map<String, String> variables, String... arguments) {
    var all = new ArrayList<>(List.of("deploy"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--env", "staging", "--wait"));
    return asking(variables, all);
  }

  /// Any command, with Argo CD's address and token.
  Ran asking(String... arguments) {
    return asking(Map.of(), List.of(arguments));
  }

  private Ran asking(Map<String, String> variables, List<String> arguments) {
    var env = new HashMap<>(Map.of("ARGOCD_AUTH_TOKEN", ArgoCdStandIn.TOKEN));
    env.putAll(variables);
    var all = new ArrayList<>(arguments);
    all.addAll(List.of("--argocd", argocd.url()));
    return world.belayWith(env, all.toArray(String[]::new));
  }

  @Override
  public void close() {
    argocd.close();
    world.close();
  }
}
