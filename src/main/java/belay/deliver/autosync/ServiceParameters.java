package belay.deliver.autosync;

import belay.yaml.edit.DocumentEdit;
import belay.yaml.edit.NewKey;
import belay.yaml.tree.YamlNode.Mapping;
import belay.yaml.tree.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;

/// The file of parameters that a set makes the Applications of one service from. What it says below
/// `autosync` is of this service alone.
record ServiceParameters(ArgoCdDocument document) {
  static final String KEY = "autosync";

  /// What it says of an environment, if it says anything.
  Optional<Boolean> own(String environment) {
    return document.tree().text(KEY, environment).map(Boolean::parseBoolean);
  }

  String place(String environment) {
    return document.place(List.of(KEY, environment));
  }

  /// Says so for an environment.
  Optional<FileEdit> say(String environment, boolean on) {
    return own(environment).equals(Optional.of(on))
        ? Optional.empty()
        : Optional.of(new FileEdit(document.path(), bytes -> said(bytes, environment, on)));
  }

  /// Says nothing of an environment.
  Optional<FileEdit> leave(String environment) {
    return own(environment)
        .map(_ -> new FileEdit(document.path(), bytes -> left(bytes, environment)));
  }

  private byte[] said(byte[] bytes, String environment, boolean on) {
    var edit = edit(bytes);
    var word = String.valueOf(on);
    return word(edit, environment)
        .map(scalar -> edit.replace(scalar, word))
        .orElseGet(() -> edit.put(List.of(KEY), new NewKey.Word(environment, word), false));
  }

  private byte[] left(byte[] bytes, String environment) {
    var edit = edit(bytes);
    var only = own(edit).filter(mapping -> mapping.entries().size() == 1).isPresent();
    return edit.remove(only ? List.of(KEY) : List.of(KEY, environment));
  }

  private DocumentEdit edit(byte[] bytes) {
    return DocumentEdit.of(document.path(), bytes, document.index());
  }

  private static Optional<Mapping> own(DocumentEdit edit) {
    return edit.root() instanceof Mapping root
        ? root.entry(KEY)
            .flatMap(
                entry -> entry.value() instanceof Mapping own ? Optional.of(own) : Optional.empty())
        : Optional.empty();
  }

  private static Optional<Scalar> word(DocumentEdit edit, String environment) {
    return own(edit)
        .flatMap(own -> own.entry(environment))
        .flatMap(entry ->
            entry.value() instanceof Scalar scalar ? Optional.of(scalar) : Optional.empty());
  }
}
