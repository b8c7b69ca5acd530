package belay.migrate.site;

import belay.migrate.origin.Origin;
import java.util.List;
import java.util.Optional;

/// Where an image comes from, in one of the ways in which its template is called.
///
/// @param kind how its digest gets into the values
/// @param names the values that its name is made of, the repository last
/// @param tags the values that its tag was made of
/// @param digest where its digest stands from now on
/// @param identity what its name is, so that two images are the same only if this is
/// @param named the name that stood in the template; empty where the values have it
/// @param reference the image by default values, where that is known
/// @param appVersion whether the chart's `appVersion` was the tag where none was given
public record ImageOrigin(
    Kind kind,
    List<Origin.Values> names,
    List<Origin.Values> tags,
    Origin.Values digest,
    String identity,
    Optional<String> named,
    Optional<String> reference,
    boolean appVersion) {
  /// How a digest gets into the values.
  public enum Kind {
    /// Beside the tag or the name.
    BESIDE,
    /// The same, where no values give the name by default, or others go before: another one counts.
    SPARE,
    /// In a mapping that takes the place of a whole reference.
    LIFTED,
    /// The same, and spare.
    UNSET,
    /// In a mapping of its own.
    NAMED,
    /// It is there already.
    THERE
  }

  public ImageOrigin {
    names = List.copyOf(names);
    tags = List.copyOf(tags);
  }

  /// Whether another one counts by default.
  public boolean isSpare() {
    return kind == Kind.SPARE || kind == Kind.UNSET;
  }

  /// Whether a whole reference becomes a mapping.
  public boolean isLifted() {
    return kind == Kind.LIFTED || kind == Kind.UNSET;
  }
}
