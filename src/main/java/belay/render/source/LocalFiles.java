package belay.render.source;

import belay.failure.Failure;
import belay.render.object.SourceObject;
import belay.render.tree.SourceTree;
import java.util.List;

/// The repository at hand, by its addresses, and others where somebody can fetch them.
public final class LocalFiles implements SourceFiles {
  private static final String OCI = "oci://";

  private final SourceTree tree;
  private final List<String> addresses;
  private final Elsewhere elsewhere;

  /// Fetches what is not here.
  public interface Elsewhere {
    /// @throws Failure where that cannot be had
    SourceTree git(String repository, String revision);

    /// @throws Failure where that cannot be had
    SourceTree chart(String repository, String chart, String version);
  }

  /// @param addresses how sources may call the repository at hand
  public LocalFiles(SourceTree tree, List<String> addresses, Elsewhere elsewhere) {
    this.tree = tree;
    this.addresses = addresses.stream().map(RepositoryAddress::normalized).toList();
    this.elsewhere = elsewhere;
  }

  @Override
  public SourceTree of(SourceObject source) {
    var repository = source.repository();
    if (source.chart().isPresent()) {
      return elsewhere.chart(repository, source.chart().get(), source.revision());
    }
    var slash = repository.lastIndexOf('/');
    return repository.startsWith(OCI) && slash > OCI.length()
        ? elsewhere.chart(
            repository.substring(0, slash), repository.substring(slash + 1), source.revision())
        : git(repository, source.revision());
  }

  @Override
  public SourceTree git(String repository, String revision) {
    return addresses.contains(RepositoryAddress.normalized(repository))
        ? tree
        : elsewhere.git(repository, revision);
  }

  @Override
  public boolean isHere(SourceObject source) {
    return source.chart().isEmpty()
        && addresses.contains(RepositoryAddress.normalized(source.repository()));
  }
}
