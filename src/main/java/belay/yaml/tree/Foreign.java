package belay.yaml.tree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import belay.failure.Failure;
import belay.failure.Kind;
import java.util.List;

/// Files that stand where YAML should, and are something else that can be told by how they begin.
final class Foreign {
  private static final int LONGEST_BEGINNING = 64;
  private static final String SEALED =
      "an edit would break it: move the image to a file of its own";

  /// @param beginning the first bytes, as Latin-1
  private record Kindred(String beginning, String what, String help) {}

  private static final List<Kindred> ALL =
      List.of(
          new Kindred(
              "version https://git-lfs.github.com/spec/",
              "a Git LFS pointer, not the file that it stands for",
              "keep values files out of LFS: take them out of .gitattributes, then git add"
                  + " --renormalize ."),
          new Kindred(
              "version https://hawser.github.com/spec/",
              "a Git LFS pointer, not the file that it stands for",
              "keep values files out of LFS: take them out of .gitattributes, then git add"
                  + " --renormalize ."),
          new Kindred(
              "/annex/objects/",
              "a git-annex pointer, not the file that it stands for",
              "git annex unannex it, and commit the file itself"),
          new Kindred("$ANSIBLE_VAULT;", "encrypted by ansible-vault", SEALED),
          new Kindred(
              "\0GITCRYPT\0",
              "encrypted by git-crypt",
              "keep the file out of git-crypt in .gitattributes, or move the image to a file of its"
                  + " own"),
          new Kindred("age-encryption.org/", "encrypted by age", SEALED),
          new Kindred("-----BEGIN AGE ENCRYPTED FILE-----", "encrypted by age", SEALED),
          new Kindred("-----BEGIN PGP MESSAGE-----", "encrypted by PGP", SEALED),
          new Kindred("\u001f\u008b", "compressed by gzip", "commit it uncompressed"));

  private Foreign() {}

  static void refuse(String name, byte[] bytes, Kind kind) {
    var begin =
        new String(bytes, 0, Math.min(bytes.length, LONGEST_BEGINNING), ISO_8859_1)
            .replaceFirst("^\u00ef\u00bb\u00bf", "");
    for (var one : ALL) {
      if (begin.startsWith(one.beginning)) {
        throw new Failure(kind, "%s:1:1: this is %s".formatted(name, one.what), one.help);
      }
    }
  }
}
