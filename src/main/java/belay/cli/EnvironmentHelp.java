package belay.cli;

import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;

/// `belay help environment`: the variables that stand for flags are read off the flags.
final class EnvironmentHelp {
  private EnvironmentHelp() {}

  static String text() {
    return """
    Any flag but --yes may be set by a variable: the flag wins over the variable, the variable over
    belay.yaml. For all commands together:
      %s

    Where Belay looks besides:
      BELAY_REPO                   the GitOps repository, where the working directory is not in one
      BELAY_CACHE_DIR              what can be made again (default: $XDG_CACHE_HOME/belay, ~/.cache/belay)
      BELAY_GIT_TOKEN              token for the Git server (user name: BELAY_GIT_USERNAME)
      BELAY_FORGE_TOKEN            token for pull requests on the repository's own server
      BELAY_FORGE_API              that server's API, where it is on another host
      GH_TOKEN, GITHUB_TOKEN, GITLAB_TOKEN, GITEA_TOKEN, FORGEJO_TOKEN, BITBUCKET_TOKEN   each for its
                                   own server only: the public one, or that of GITHUB_SERVER_URL,
                                   GH_HOST, CI_SERVER_URL, GITLAB_HOST, GITEA_SERVER_URL, ...
      GIT_ASKPASS, GIT_SSH_COMMAND, GIT_AUTHOR_NAME, GIT_COMMITTER_EMAIL, ...   as for git
      ARGOCD_SERVER, ARGOCD_AUTH_TOKEN, ARGOCD_CONFIG_DIR     Argo CD, as for argocd (deploy --wait)
      DOCKER_CONFIG, DOCKER_AUTH_CONFIG, REGISTRY_AUTH_FILE   credentials, as for docker and podman
      HTTP_PROXY, HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE        the way to servers, and whom to trust
      NO_COLOR, CLICOLOR_FORCE, TERM                          colour
      GITHUB_SHA, CI_COMMIT_SHA, GITHUB_RUN_ID, CI_JOB_URL, ...   source revision and run, in CI

    The launcher:
      JAVA_HOME                    a JDK 25, where none is found by itself
      BELAY_JAVA_OPTS              more options for the Java runtime
    """
        .formatted(String.join("\n  ", variables()));
  }

  private static Set<String> variables() {
    var names = new TreeSet<String>();
    for (var entry : Catalog.ALL) {
      for (var option : new CommandLine(entry.make().get()).getCommandSpec().options()) {
        if (Arguments.hasVariable(option)) {
          names.add(Arguments.variable(option));
        }
      }
    }
    return names;
  }
}
