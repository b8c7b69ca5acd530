package belay.git.transport;

import belay.git.run.GitUrl;
import java.util.List;

/// A repository elsewhere, as git is told of it.
///
/// @param url where it is
/// @param address the same before `insteadOf`, which git itself looks at
/// @param name what git knows it by here
/// @param options what git has to be told besides, before the command
public record Remote(GitUrl url, String address, String name, List<String> options) {
  public Remote {
    options = List.copyOf(options);
  }

  /// One that the repository here knows by its name.
  public static Remote known(GitUrl url, String name) {
    return new Remote(url, url.toString(), name, List.of());
  }

  /// One that the cache of it is told of anew each time.
  public static Remote ofCache(GitUrl url, String address) {
    return new Remote(
        url,
        address,
        "origin",
        List.of(
            "-c",
            "remote.origin.url=" + address,
            "-c",
            "remote.origin.fetch=+refs/heads/*:refs/remotes/origin/*"));
  }

  /// The same for git where no repository is yet.
  public Remote unnamed() {
    return new Remote(url, address, address, List.of());
  }
}
