package belay.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.chart.ChartBundle;
import belay.chart.HelmChart;
import belay.failure.Failure;
import belay.gotemplate.TemplateTree;
import belay.migrate.model.RewriteOptions;
import belay.migrate.origin.Helpers;
import belay.migrate.origin.ReferenceLog;
import belay.migrate.origin.TemplateFile;
import belay.migrate.origin.TemplateWalk;
import belay.migrate.origin.ValuesView;
import belay.migrate.site.SiteFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plans the edits of a bundle's charts.
final class RewritePlan {
  private final ChartBundle bundle;
  private final RewriteOptions options;
  private final List<TemplateFile> files = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final ReferenceLog references = new ReferenceLog();
  private final SiteFinder finder;

  RewritePlan(ChartBundle bundle, RewriteOptions options) {
    this.bundle = bundle;
    this.options = options;
    this.finder = new SiteFinder(new ValuesView(bundle));
  }

  ChartRewrite rewrite() {
    read();
    walk();
    var sites = finder.sites().stream().map(PlannedSite::of).toList();
    sites.forEach(
        site -> Optional.ofNullable(options.left().get(site.place())).ifPresent(site::object));
    var selection = new SiteSelection(sites);
    while (true) {
      selection.settle();
      var draft = new RewriteDraft(bundle, options, files, selection, references);
      try {
        return draft.rewrite(notes);
      } catch (Refusal refusal) {
        // One image less is taken along, so that this ends.
        if (!selection.veto(refusal)) {
          throw refusal.failure();
        }
      }
    }
  }

  private void read() {
    for (var chart : bundle.charts().values()) {
      for (var path : chart.templates().values()) {
        var bytes = bundle.files().get(path);
        if (bytes == null || !path.startsWith(chart.file("templates/"))) {
          continue;
        }
        try {
          files.add(
              new TemplateFile(
                  chart.path(), path, TemplateTree.parse(path, new String(bytes, UTF_8))));
        } catch (Failure unreadable) {
          notes.add("not read: " + unreadable.what());
        }
      }
    }
  }

  private void walk() {
    var helpers = new Helpers(bundle, files);
    var walk = new TemplateWalk(helpers, references, finder);
    finder.follow(walk);
    for (var file : files) {
      if (isRendered(file)) {
        walk.file(file, file.chart());
      }
    }
    var called = walk.called();
    for (var helper : helpers.all()) {
      if (!called.contains(helper)) {
        finder.dead(helper.file(), helper.name(), helper.body());
      }
    }
  }

  private boolean isRendered(TemplateFile file) {
    HelmChart chart = bundle.chart(file.chart());
    var name = file.path().substring(file.path().lastIndexOf('/') + 1);
    return !chart.library() && !name.startsWith("_");
  }
}
