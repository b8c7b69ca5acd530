package belay.deliver.verify;

import belay.deliver.verify.finding.GitPlace;
import belay.image.Digest;
import belay.image.ImageRef;
import belay.yaml.image.ImageNaming;

/// An image that Git names by digest for a service in an environment.
///
/// @param naming where it stands in values
/// @param place where its digest stands
/// @param repository its repository, registry included, as the file has it
record ApprovedImage(
    String service,
    String environment,
    ImageNaming naming,
    GitPlace place,
    String repository,
    Digest digest) {
  /// Whether a reference is of its repository, whatever its version.
  boolean isOf(String reference) {
    return name(reference).equals(name(repository));
  }

  /// `nginx` is `docker.io/library/nginx`; what is no reference is compared as it is.
  private static String name(String text) {
    var at = text.indexOf('@');
    var named = at < 0 ? text : text.substring(0, at);
    return ImageRef.read(named).map(ref -> ref.repository().toString()).orElse(named);
  }
}
