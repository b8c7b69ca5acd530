package belay.report;

import belay.deliver.rollout.Live;
import belay.deliver.status.ImageStatus;
import belay.deliver.status.StatusMatrix;
import belay.image.Digest;
import belay.image.ImageRef;
import java.util.ArrayList;
import java.util.List;

/// What runs, in a few words and for programs.
final class LiveWords {
  private static final int SHORT = 12;

  private LiveWords() {}

  /// `live` where all is as Git wants it, else what is not, in Argo CD's words.
  static String of(Live live) {
    if (!live.known()) {
      return "no Application";
    }
    if (live.asWanted()) {
      return live.running() == Live.Running.THIS ? "live" : "no Pod";
    }
    List<String> words = new ArrayList<>();
    if (live.running() == Live.Running.OTHER) {
      words.add("runs " + version(live.images().getFirst()));
    }
    if (!live.sync().equals("Synced")) {
      words.add(live.sync());
    }
    if (!live.health().equals("Healthy")) {
      words.add(live.health());
    }
    return String.join("+", words);
  }

  /// How many images do not run as Git wants them; empty where nobody asked.
  static String summary(StatusMatrix board) {
    var live =
        board.rows().stream()
            .flatMap(row -> row.cells().stream())
            .map(ImageStatus::live)
            .flatMap(java.util.Optional::stream)
            .toList();
    return live.isEmpty()
        ? ""
        : ", %d not live".formatted(live.stream().filter(l -> !l.asWanted()).count());
  }

  private static String version(String image) {
    return switch (ImageRef.parse(image)) {
      case ImageRef.Pinned pinned -> cut(pinned.digest());
      case ImageRef.Tagged tagged -> ":" + tagged.tag();
      case ImageRef.Named _ -> ":latest";
    };
  }

  private static String cut(Digest digest) {
    return digest.hex().substring(0, SHORT);
  }

  static AnswerFields fields(Live live) {
    var fields =
        new AnswerFields().with("application", live.application()).with("known", live.known());
    return live.known()
        ? fields
            .with("live", live.asWanted())
            .with("sync", live.sync())
            .with("health", live.health())
            .with("images", live.images())
        : fields;
  }
}
