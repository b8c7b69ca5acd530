package belay.scaffold;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.scaffold.application.GitOpsRepository;
import belay.scaffold.application.Layout;
import belay.scaffold.template.Template;
import java.util.List;
import java.util.regex.Pattern;

/// CODEOWNERS, as GitHub and GitLab read it.
final class Codeowners {
  private static final Pattern OWNER =
      Pattern.compile("@[A-Za-z0-9._-]+(?:/[A-Za-z0-9._/-]+)?|[^@\\s#]+@[^@\\s#]+");

  private Codeowners() {}

  static String file(GitOpsRepository site, Layout layout, List<String> owners) {
    owners.forEach(Codeowners::check);
    var names = String.join(" ", owners);
    var last = layout.valuesFolder(site.stages().getLast().environment());
    var folders = "/" + last + "/ " + names;
    return Template.of("codeowners").with("owners", names).with("protected", folders).text();
  }

  private static void check(String owner) {
    if (!OWNER.matcher(owner).matches()) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" is nobody who could own code".formatted(owner),
          "write @user, @organisation/team or an e-mail address");
    }
  }
}
