package belay.layout.tree;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.layout.oci.Descriptor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/// What is said about images that are not what they should be.
public final class Damage {
  private static final String AGAIN = "build or download the image again";

  private Damage() {}

  /// A part that a descriptor names and that is not there.
  public static Failure missing(String where, Descriptor wanted, String path) {
    return new Failure(
            Kind.REFUSED,
            "\"%s\" lacks %s".formatted(where, wanted.digest()),
            "build the image again, all of its platforms and layers; a part that was never"
                + " downloaded is fetched by skopeo copy --all")
        .because("there is no %s of %d bytes".formatted(path, wanted.size()));
  }

  /// A part with another size than its descriptor says.
  public static Failure wrongSize(String where, Content found, Descriptor wanted) {
    return new Failure(
            Kind.REFUSED, "%s in \"%s\" has the wrong size".formatted(found.name(), where), AGAIN)
        .because(
            "expected %d bytes of %s, found %d"
                .formatted(wanted.size(), wanted.digest(), found.size()));
  }

  /// A part with other bytes than its digest says.
  public static Failure wrongDigest(String where, Content found, Object wanted, Object actual) {
    return new Failure(
            Kind.REFUSED,
            "%s in \"%s\" is not what its digest says".formatted(found.name(), where),
            AGAIN)
        .because("expected %s, found %s".formatted(wanted, actual));
  }

  /// A document with more bytes than are read.
  public static Failure tooLarge(String where, String what, long size, long limit) {
    return new Failure(
            Kind.REFUSED,
            "%s in \"%s\" is too large for what it should be".formatted(what, where),
            "check that it is an image; registries take manifests of at most 4 MiB")
        .because("it has %d bytes, at most %d are read".formatted(size, limit));
  }

  /// A document that cannot be understood, with the causes of that.
  public static Failure document(String where, String name, Failure why) {
    var failure = document(where, name, why.what());
    for (var cause : why.causes()) {
      failure = failure.because(cause);
    }
    return failure;
  }

  /// A document that cannot be understood.
  public static Failure document(String where, String name, String why) {
    return new Failure(Kind.REFUSED, "%s in \"%s\" is damaged".formatted(name, where), AGAIN)
        .because(why);
  }

  /// An archive that is none.
  public static Failure archive(String where, String why) {
    return new Failure(Kind.REFUSED, "the archive \"%s\" is damaged".formatted(where), AGAIN)
        .because(why);
  }

  /// An index without an image.
  public static Failure empty(String where, Digest index) {
    return new Failure(
            Kind.REFUSED,
            "\"%s\" holds an index with no image in it".formatted(where),
            "build the image again, with a platform at least")
        .because("%s lists no manifests".formatted(index));
  }

  /// An image whose config names another number of layers than its manifest.
  public static Failure layers(String where, Digest manifest, int named, int there) {
    return new Failure(
            Kind.REFUSED,
            "the image in \"%s\" has not the layers that it should have".formatted(where),
            "build or save the image again; pushed like this, it could not be run")
        .because(
            "the config names %d %s, the manifest %d"
                .formatted(named, named == 1 ? "layer" : "layers", there))
        .because("the manifest is " + manifest);
  }

  /// An image whose config names another layer than its manifest.
  public static Failure layer(
      String where, Digest manifest, int index, String named, Digest there) {
    return new Failure(
            Kind.REFUSED,
            "the image in \"%s\" has not the layers that it should have".formatted(where),
            "build or save the image again; pushed like this, it could not be run")
        .because(
            "as layer %d the config names %s, the manifest %s".formatted(index + 1, named, there))
        .because("the manifest is " + manifest);
  }

  /// A file that the disk or its permissions do not let be read.
  public static Failure unreadable(String where, IOException cause) {
    return cause instanceof AccessDeniedException
        ? new Failure(
            Kind.AUTH,
            "no permission to read \"%s\"".formatted(where),
            "let your user read it: chmod -R u+rX " + where,
            cause)
        : new Failure(
            Kind.REFUSED, "\"%s\" cannot be read to its end".formatted(where), AGAIN, cause);
  }
}
