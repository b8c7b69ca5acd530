package belay.layout;

import belay.layout.tree.Content;
import belay.layout.tree.Damage;
import java.io.IOException;

/// Reads JSON documents of a layout or archive into memory, never more than a registry would take.
final class Documents {
  /// What the distribution specification asks registries to take at least, and most take at most.
  static final int LIMIT = 4 << 20;

  private Documents() {}

  static byte[] read(String where, Content content) {
    if (content.size() > LIMIT) {
      throw Damage.tooLarge(where, content.name(), content.size(), LIMIT);
    }
    try (var in = content.from(0)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw Damage.unreadable(where, e);
    }
  }
}
