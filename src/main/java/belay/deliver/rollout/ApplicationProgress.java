package belay.deliver.rollout;

import belay.argocd.AppState;
import belay.deliver.model.Pin;
import belay.image.ImageRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One Application while it is awaited: what was last seen and said of it. Not safe for use by
/// several threads.
final class ApplicationProgress {
  private final String name;
  private final List<Pin> pins;
  private final Consumer<String> tell;
  private final Streak ailing = new Streak();
  private final Streak withoutPod = new Streak();
  private Optional<AppState> seen = Optional.empty();
  private String state = "not seen yet";
  private boolean live;

  ApplicationProgress(String name, List<Pin> pins, Consumer<String> tell) {
    this.name = name;
    this.pins = pins;
    this.tell = tell;
  }

  String name() {
    return name;
  }

  List<Pin> pins() {
    return pins;
  }

  List<ImageRef.Pinned> images() {
    return pins.stream().map(Pin::now).distinct().toList();
  }

  Optional<AppState> seen() {
    return seen;
  }

  boolean live() {
    return live;
  }

  void see(AppState app) {
    seen = Optional.of(app);
  }

  /// Says where the Application is, once for each change.
  void say(String words) {
    if (!words.equals(state)) {
      state = words;
      tell.accept(name + ": " + words);
    }
  }

  void nowLive(String words) {
    live = true;
    say(words);
  }

  /// For how long it is unwell.
  Streak ailing() {
    return ailing;
  }

  /// For how long it is well without a Pod.
  Streak withoutPod() {
    return withoutPod;
  }

  /// What was last to be said about it.
  String state() {
    return state;
  }

  Optional<Rollout.Application> report() {
    return seen.map(app ->
        new Rollout.Application(
            name,
            live,
            app.sync().status().toString(),
            app.health().status().toString(),
            String.join(" ", app.sync().revisions()),
            app.images(),
            state));
  }
}
