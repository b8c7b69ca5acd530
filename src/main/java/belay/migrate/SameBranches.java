package belay.migrate;

import belay.gotemplate.Area;
import belay.gotemplate.TemplateNode;
import belay.migrate.origin.TemplateFile;
import belay.migrate.site.DigestEdit;
import belay.yaml.edit.Edit;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Branches that print the same once their images have digests, such as those of a tag that may be
/// empty: one of them stays.
final class SameBranches {
  private final TemplateFile file;
  private final List<PlannedSite> sites;

  private SameBranches(List<PlannedSite> sites) {
    this.file = sites.getFirst().site().file();
    this.sites = sites;
  }

  /// Has the images of such branches take their edits together.
  static void merge(SiteSelection selection) {
    for (var sites : PlannedSite.byFile(selection.rewritten())) {
      if (sites.size() > 1) {
        var branches = new SameBranches(sites);
        branches.merge(branches.file.tree().nodes());
      }
    }
  }

  /// Whether any were merged.
  private boolean merge(List<TemplateNode> nodes) {
    var some = false;
    for (var node : nodes) {
      var inner = false;
      for (var body : node.bodies()) {
        inner |= merge(body);
      }
      some |= inner || (node instanceof TemplateNode.Branch branch && merge(branch));
    }
    return some;
  }

  private boolean merge(TemplateNode.Branch branch) {
    var count = branch.arms().size();
    if (!branch.keyword().equals("if")
        || count < 2
        || branch.arms().getLast().pipeline().isPresent()) {
      return false;
    }
    var before = arm(branch, count - 2);
    var last = arm(branch, count - 1);
    if (before.sites().isEmpty()
        || before.sites().size() != last.sites().size()
        || edits(before.sites()).isEmpty()
        || !before.printed().equals(last.printed())) {
      return false;
    }
    return count == 2
        ? !isHeld(before.head(), last.whole())
            && unite(before, last, List.of(deletion(before.head()), deletion(last.whole())))
        : opensAlike(before.head(), last.head())
            && unite(last, before, List.of(edit(before.head().start(), last.head().start())));
  }

  private boolean unite(ArmText kept, ArmText gone, List<DigestEdit> deletions) {
    Set<DigestEdit> edits = new LinkedHashSet<>(deletions);
    kept.sites().forEach(site -> edits.addAll(site.edits()));
    for (var i = 0; i < kept.sites().size(); i++) {
      var site = kept.sites().get(i);
      site.unite(List.copyOf(edits), site);
      gone.sites().get(i).unite(List.copyOf(edits), site);
    }
    return true;
  }

  /// One way as it will be.
  ///
  /// @param head the action that begins it
  /// @param whole all of it, with the actions at its ends
  /// @param printed what it prints, where no action is run
  private record ArmText(Area head, Area whole, String printed, List<PlannedSite> sites) {}

  private ArmText arm(TemplateNode.Branch branch, int index) {
    var head = branch.arms().get(index).action();
    var last = index == branch.arms().size() - 1;
    var next = last ? branch.end() : branch.arms().get(index + 1).action();
    var inside =
        sites.stream()
            .filter(site -> head.end() <= site.site().start() && site.site().start() < next.start())
            .sorted(Comparator.comparingInt(site -> site.site().start()))
            .toList();
    var from = head.end();
    var to = next.start();
    var body = edited(new Area(from, to), edits(inside));
    var text = file.text();
    body = text.startsWith("-}}", head.end() - 3) ? body.stripLeading() : body;
    body = text.startsWith("{{-", next.start()) ? body.stripTrailing() : body;
    return new ArmText(
        head, new Area(head.start(), last ? next.end() : next.start()), body, inside);
  }

  /// The edits of this file that some sites need.
  private List<DigestEdit> edits(List<PlannedSite> some) {
    return some.stream()
        .flatMap(site -> site.edits().stream())
        .filter(edit -> edit.file().equals(file.path()))
        .distinct()
        .toList();
  }

  private String edited(Area area, List<DigestEdit> edits) {
    var inside =
        edits.stream()
            .filter(edit -> area.start() <= edit.start() && edit.end() <= area.end())
            .map(edit ->
                new Edit(edit.start() - area.start(), edit.end() - area.start(), edit.text()))
            .toList();
    return Edit.apply(area.of(file.text()), inside);
  }

  /// Without the white space that its braces take away.
  private DigestEdit deletion(Area area) {
    var text = file.text();
    var start = area.start();
    var end = area.end();
    if (text.startsWith("{{-", start)) {
      while (start > 0 && Character.isWhitespace(text.charAt(start - 1))) {
        start--;
      }
    }
    if (text.startsWith("-}}", end - 3)) {
      while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
        end++;
      }
    }
    return edit(start, end);
  }

  /// Whether an action beside them would take away white space that stays.
  private boolean isHeld(Area head, Area rest) {
    var text = file.text();
    var before = text.substring(0, deletion(head).start()).stripTrailing();
    var behind = text.substring(deletion(rest).end()).stripLeading();
    return (before.endsWith("-}}") && !text.startsWith("-}}", head.end() - 3))
        || (behind.startsWith("{{-") && !text.startsWith("{{-", rest.start()));
  }

  private boolean opensAlike(Area left, Area right) {
    var text = file.text();
    return text.startsWith("{{-", left.start()) == text.startsWith("{{-", right.start());
  }

  private DigestEdit edit(int start, int end) {
    return new DigestEdit(file.path(), start, end, "");
  }
}
