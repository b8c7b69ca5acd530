package belay.argocd;

import belay.net.Json;

/// Argo CD's messages.
final class Messages {
  private static final String ERROR = "Error: ";

  private Messages() {}

  /// A message, or its last error alone where it has one: what a program such as helm said stands
  /// behind the whole command, and would be cut off.
  static String read(Json message) {
    var last = message.text().lastIndexOf(ERROR);
    return last <= 0 ? message.words() : new Json(message.text().substring(last)).words();
  }
}
