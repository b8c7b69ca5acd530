package belay.cli;

import java.util.Set;
import java.util.TreeSet;

/// `belay help environment`: the variables that stand for flags are read off the flags.
final class EnvironmentHelp {
  private static final int WIDTH = 78;

  private EnvironmentHelp() {}

  static String text() {
    return """
    Where the repository is, and who may do what:
      BELAY_REPO              the GitOps repository, where the working directory is
                              not in one
      BELAY_GIT_TOKEN         token for the Git server (user: BELAY_GIT_USERNAME)
      BELAY_FORGE_TOKEN       token for pull requests on the repository's own server
      BELAY_FORGE_API         that server's API, where it is on another host
      GH_TOKEN, GITHUB_TOKEN, GITLAB_TOKEN, GITEA_TOKEN, FORGEJO_TOKEN,
      BITBUCKET_TOKEN         each for its own server only: the public one, or that
                              of GITHUB_SERVER_URL, GH_HOST, CI_SERVER_URL,
                              GITLAB_HOST, GITEA_SERVER_URL, ...
      ARGOCD_SERVER, ARGOCD_AUTH_TOKEN, ARGOCD_CONFIG_DIR
                              Argo CD, as for argocd (deploy --wait)
      DOCKER_CONFIG, DOCKER_AUTH_CONFIG, REGISTRY_AUTH_FILE
                              credentials, as for docker and podman
      GIT_ASKPASS, GIT_SSH_COMMAND, GIT_AUTHOR_NAME, GIT_COMMITTER_EMAIL, ...
                              as for git

    The way to servers, and whom to trust:
      HTTP_PROXY, HTTPS_PROXY, NO_PROXY
      SSL_CERT_FILE           certificate authorities (--ca-file: BELAY_CA_FILE)

    The rest:
      BELAY_CACHE_DIR         what can be made again (default:
                              $XDG_CACHE_HOME/belay, ~/.cache/belay)
      GITHUB_SHA, CI_COMMIT_SHA, GITHUB_RUN_ID, CI_JOB_URL, ...
                              source revision and run, in CI
      NO_COLOR, CLICOLOR_FORCE, TERM, COLUMNS
                              colour and width
      JAVA_HOME               a JDK 25, where none is found by itself
      BELAY_JAVA_OPTS         more options for the Java runtime

    Any flag but --yes may be set by a variable, --dry-run by BELAY_DRY_RUN: the
    flag wins over the variable, the variable over belay.yaml. All of them:
    %s
    """
        .formatted(inLines(variables()));
  }

  /// As many on a line as a screen has room for.
  private static String inLines(Set<String> names) {
    var text = new StringBuilder();
    var room = 0;
    for (var name : names) {
      var needed = name.length() + 1;
      if (needed > room) {
        text.append(text.isEmpty() ? " " : "\n ");
        room = WIDTH;
      }
      text.append(' ').append(name);
      room -= needed;
    }
    return text.toString();
  }

  private static Set<String> variables() {
    var names = new TreeSet<String>();
    for (var entry : Catalog.ALL) {
      for (var option : Arguments.spec(entry.make().get()).options()) {
        if (Arguments.hasVariable(option)) {
          names.add(Arguments.variable(option));
        }
      }
    }
    return names;
  }
}
