package belay.policy;

import belay.manifest.ReferenceForm;
import belay.policy.CelRule.Variable;
import java.util.ArrayList;
import java.util.List;

/// The rules that every engine runs.
final class CelRules {
  private CelRules() {}

  /// Images are named by digest. What an object had before stays allowed in it, so that those that
  /// were there before the policy can still be scaled, labelled and deleted.
  static CelRule byDigest(PolicyInput input) {
    var exemptions = ExemptionCel.relevant(input.exemptions());
    var pattern = input.tagWithDigest() ? ReferenceForm.BY_TAG_AND_DIGEST : ReferenceForm.BY_DIGEST;
    List<Variable> variables = new ArrayList<>(PodCel.variables());
    variables.addAll(ExemptionCel.variables(exemptions));
    variables.add(
        new Variable(
            "unpinned",
            "variables.images.filter(i, !(i in variables.before) &&\n  !%s)\n"
                .formatted(
                    "(i.image.matches(%s) && !i.image.matches(%s) && i.image.size() <= %d)"
                        .formatted(
                            ExemptionCel.raw(pattern),
                            ExemptionCel.raw(ReferenceForm.ZEROS),
                            ReferenceForm.LONGEST))));
    variables.add(
        new Variable(
            "refused",
            exemptions.isEmpty()
                ? "variables.unpinned"
                : "variables.unpinned.filter(i, !(\n  %s))\n"
                    .formatted(ExemptionCel.covers(exemptions))));
    return new CelRule(
        "belay-images-by-digest",
        "Images are named by digest, and by nothing else.",
        variables,
        "variables.refused.size() == 0",
        """
        'images are named by digest here, and not so: ' +
        variables.refused.map(i, i.place + ' "' + i.image + '"').join(', ')
        """);
  }

  /// Nobody but Argo CD changes the images of what runs, or adds a workload of his own. What a
  /// controller makes for a workload is not one.
  ///
  /// Where nobody asks there is nobody to be refused: Gatekeeper looks at what is there, too.
  static CelRule byArgoCd(PolicyInput input) {
    List<String> accounts = new ArrayList<>(input.accounts());
    accounts.add("");
    var condition =
        """
        object == null ||
        variables.user in %s ||
        (oldObject != null && dyn(oldObject).?kind.hasValue() ?
          variables.images == variables.before :
          dyn(object).kind == 'Pod' || variables.user.startsWith('system:') &&
          dyn(object).metadata.?ownerReferences.orValue([]).exists(o, o.?controller.orValue(false)))
        """
            .formatted(ExemptionCel.texts(accounts));
    List<Variable> variables = new ArrayList<>(PodCel.variables());
    variables.add(new Variable("user", "request.?userInfo.?username.orValue('')"));
    return new CelRule(
        "belay-images-by-argocd",
        "Only Argo CD changes the images of workloads: what runs is what Git says.",
        variables,
        condition,
        """
        'images are changed in Git here, and by Argo CD: ' + variables.user +
        ' may not set those of ' + dyn(object).kind + '/' + dyn(object).metadata.?name.orValue('')
        """);
  }
}
