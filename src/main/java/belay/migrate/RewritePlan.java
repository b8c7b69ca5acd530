package belay.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.chart.ChartBundle;
import belay.chart.HelmChart;
import belay.failure.Failure;
import belay.gotemplate.TemplateTree;
import belay.migrate.model.RewriteOptions;
import belay.migrate.origin.Helpers;
import belay.migrate.origin.Origin;
import belay.migrate.origin.ReferenceLog;
import belay.migrate.origin.TemplateFile;
import belay.migrate.origin.TemplateWalk;
import belay.migrate.origin.ValuesView;
import belay.migrate.site.SiteFinder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Plans the edits of a bundle's charts.
final class RewritePlan {
  private final ChartBundle bundle;
  private final ValuesView values;
  private final RewriteOptions options;
  private final List<TemplateFile> files = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<Origin.Values> names = new HashSet<>();
  private final Set<Origin.Values> whole = new HashSet<>();
  private final Set<Origin.Values> shared = new HashSet<>();
  private final Set<Origin.Values> taken = new HashSet<>();

  RewritePlan(ChartBundle bundle, RewriteOptions options) {
    this.bundle = bundle;
    this.values = new ValuesView(bundle);
    this.options = options;
  }

  ChartRewrite rewrite() {
    read();
    var references = new ReferenceLog();
    var selection = walk(references);
    while (isNews(selection)) {
      references = new ReferenceLog();
      selection = walk(references);
    }
    return rewrite(selection, references);
  }

  /// Whether it shows what has to be known when an image's digest gets its place: what is a name in
  /// one place is none that holds a tag in another; what is a whole reference in an image is one in
  /// other texts; what would be the digest of several images is none. All only grow, and no further
  /// than there are keys.
  private boolean isNews(SiteSelection selection) {
    var news = names.addAll(selection.liftedNames());
    news |= whole.addAll(selection.mappings());
    if (options.split()) {
      for (var digest : selection.shared().all()) {
        news |= shared.add(digest) || taken.add(digest);
      }
    }
    return news;
  }

  private ChartRewrite rewrite(SiteSelection selection, ReferenceLog references) {
    var apart = options.apart();
    while (true) {
      selection.settle();
      if (!apart) {
        SameBranches.merge(selection);
      }
      var draft = new RewriteDraft(bundle, values, options, files, selection, references);
      try {
        return draft.rewrite(notes);
      } catch (Refusal refusal) {
        // One image less is taken along, so that this ends.
        if (selection.isMerged()) {
          apart = true;
        } else if (!selection.veto(refusal)) {
          throw refusal.failure();
        }
      }
    }
  }

  private void read() {
    // A chart's own definitions count more than those of its parts, and come behind them.
    for (var chart : bundle.charts().values()) {
      var archives = chart.file("charts/");
      bundle.files().keySet().stream()
          .filter(path -> ChartBundle.isPacked(path) && path.startsWith(archives))
          .filter(path -> path.contains("/templates/"))
          .filter(path -> path.indexOf('/', archives.length()) > path.indexOf(ChartBundle.PACKED))
          .forEach(path -> read(chart, path));
    }
    for (var chart : bundle.charts().values()) {
      for (var path : chart.templates().values()) {
        if (path.startsWith(chart.file("templates/"))) {
          read(chart, path);
        }
      }
    }
  }

  private void read(HelmChart chart, String path) {
    var bytes = bundle.files().get(path);
    if (bytes == null) {
      return;
    }
    try {
      files.add(
          new TemplateFile(chart.path(), path, TemplateTree.parse(path, new String(bytes, UTF_8))));
    } catch (Failure unreadable) {
      notes.add("not read: " + unreadable.what());
    }
  }

  private SiteSelection walk(ReferenceLog references) {
    var finder = new SiteFinder(values, new SiteFinder.KnownValues(names, whole, shared, taken));
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
      if (!called.contains(helper)
          && bundle.mains().contains(helper.file().chart())
          && !ChartBundle.isPacked(helper.file().path())) {
        finder.dead(helper.file(), helper.name(), helper.body());
      }
    }
    var sites = finder.sites().stream().map(PlannedSite::of).toList();
    DigestBranches.leaveIn(sites);
    sites.forEach(
        site -> Optional.ofNullable(options.left().get(site.place())).ifPresent(site::object));
    return new SiteSelection(sites);
  }

  private boolean isRendered(TemplateFile file) {
    HelmChart chart = bundle.chart(file.chart());
    var name = file.path().substring(file.path().lastIndexOf('/') + 1);
    return !chart.library() && !name.startsWith("_") && !ChartBundle.isPacked(file.path());
  }
}
