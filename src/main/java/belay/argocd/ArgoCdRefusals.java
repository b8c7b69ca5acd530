package belay.argocd;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.net.Json;
import belay.net.Redaction;
import belay.net.Response;
import java.io.IOException;

/// What Argo CD's refusals mean, and their cures.
///
/// @param authorized whether a token was sent
record ArgoCdRefusals(ArgoCdSettings settings, boolean authorized) {
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  Failure of(String application, Response answer) {
    var failure =
        switch (answer.status()) {
          case UNAUTHORIZED -> unauthorized();
          case FORBIDDEN -> forbidden(application);
          case NOT_FOUND -> isOwn(answer) ? missing(application) : strange(answer);
          default -> strange(answer);
        };
    var words = words(answer);
    return words.isEmpty() ? failure : failure.because(words);
  }

  /// The same of a sync, which takes more than to be shown an Application.
  Failure ofSync(String application, Response answer) {
    var failure =
        switch (answer.status()) {
          case BAD_REQUEST -> isOwn(answer) ? willNot(application) : strange(answer);
          case FORBIDDEN -> mayNot(application);
          default -> of(application, answer);
        };
    var told = answer.status() == BAD_REQUEST || answer.status() == FORBIDDEN;
    return told && !words(answer).isEmpty() ? failure.because(words(answer)) : failure;
  }

  private static Failure willNot(String application) {
    return new Failure(
        Kind.REFUSED,
        "Argo CD does not sync \"%s\" to that commit".formatted(application),
        "where auto-sync is on it brings each commit by itself (belay deploy --wait, belay autosync"
            + " off); where a sync is under way: argocd app wait "
            + application);
  }

  private Failure mayNot(String application) {
    return new Failure(
        Kind.AUTH,
        "the token may not sync \"%s\" at %s".formatted(application, settings.server()),
        "argocd account can-i sync applications '%s/%s' tells; in argocd-rbac-cm: p, ROLE, applications, sync, %s/*, allow"
            .formatted(settings.project(), application, settings.project()));
  }

  private Failure unauthorized() {
    return new Failure(
        Kind.AUTH,
        authorized
            ? "Argo CD at %s does not accept the token".formatted(settings.server())
            : "Argo CD at %s wants a token, and none was found".formatted(settings.server()),
        "set ARGOCD_AUTH_TOKEN, or run: argocd login " + settings.server().name());
  }

  /// Argo CD tells nobody without permission which Applications there are.
  private Failure forbidden(String application) {
    return new Failure(
        Kind.AUTH,
        "Argo CD at %s does not show the Application \"%s\": the token may not see it, or it does not exist"
            .formatted(settings.server(), application),
        "argocd account can-i get applications '%s/%s' tells which; argocd.project in belay.yaml"
                .formatted(settings.project(), application)
            + " names the project");
  }

  private Failure missing(String application) {
    return new Failure(
        Kind.NOT_FOUND,
        "no Application \"%s\" in project \"%s\" of the Argo CD at %s"
            .formatted(application, settings.project(), settings.server()),
        "argocd app list shows their names; argocd.applications and argocd.project in belay.yaml"
            + " say how they are called");
  }

  private Failure strange(Response answer) {
    var where = answer.header("Location").map(Redaction::text).filter(to -> !to.isEmpty());
    return new Failure(
        Kind.UNREACHABLE,
        where
            .map(to -> "%s answers with a redirect to %s".formatted(settings.server(), to))
            .orElse("%s answers %d".formatted(settings.server(), answer.status())),
        "check that this is Argo CD's address: curl %s/api/version".formatted(settings.server()));
  }

  /// Argo CD's errors are JSON with a gRPC code; a web server in front of it has its own.
  private static boolean isOwn(Response answer) {
    try {
      return Json.parse(answer.body()).at("code").isPresent();
    } catch (IOException notJson) {
      return false;
    }
  }

  private static String words(Response answer) {
    try {
      return Json.parse(answer.body()).at("message").words();
    } catch (IOException notJson) {
      return "";
    }
  }
}
