package belay;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The packages and who may use whom, each by its full name below `belay`: a package of another one
/// is a neighbour of it, not a part. A new package must enter the table; an arrow that is not here
/// does not exist.
final class ArrowsTest {
  private static final Map<String, String> MAY_USE =
      Map.ofEntries(
          entry("failure", ""),
          entry("host", "failure"),
          entry("image", "failure"),
          entry("net.proxy", "host failure"),
          entry("net.tls", "host failure"),
          entry("net", "net.tls net.proxy host failure"),
          entry("yaml.tree", "failure"),
          entry("yaml.edit", "yaml.tree failure"),
          entry("yaml.image", "yaml.edit yaml.tree failure"),
          entry("gotemplate", "failure"),
          entry("chart", "yaml.tree failure"),
          entry("manifest", "yaml.tree image failure"),
          entry("policy", "manifest config.verify yaml.tree failure"),
          entry("migrate.model", ""),
          entry("migrate.values", "migrate.model yaml.edit yaml.tree image failure"),
          entry("migrate.origin", "chart gotemplate yaml.tree failure"),
          entry("migrate.site", "migrate.origin migrate.model chart gotemplate yaml.tree failure"),
          entry(
              "migrate",
              "migrate.site migrate.origin migrate.values migrate.model chart gotemplate yaml.edit"
                  + " yaml.tree image failure"),
          entry(
              "migrate.companion",
              "migrate.values migrate.model chart yaml.edit yaml.tree failure"),
          entry("migrate.comparison", "manifest yaml.tree failure"),
          entry("migrate.guard", "migrate.model chart gotemplate yaml.tree failure"),
          entry(
              "migrate.proof",
              "migrate.comparison migrate.guard migrate.values migrate.model chart helm yaml.tree"
                  + " image host failure"),
          entry(
              "migrate.charts",
              "migrate.proof migrate.companion migrate migrate.values migrate.model chart helm"
                  + " git.run yaml.tree host failure"),
          entry("git.run", "host failure"),
          entry("git.object", "git.run host failure"),
          entry("git.history", "git.cache git.object git.run host"),
          entry("git.auth", "git.run host"),
          entry("git.transport", "git.auth git.run net.tls host failure"),
          entry("git.location", "git.transport git.object git.run host failure"),
          entry("git.cache", "git.location git.transport git.object git.run host failure"),
          entry("git.worktree", "git.location git.transport git.object git.run host failure"),
          entry(
              "git",
              "git.worktree git.cache git.location git.transport git.history git.object git.run"
                  + " host failure"),
          entry("layout.oci", "image failure"),
          entry("layout.tree", "layout.oci image failure"),
          entry("layout.tar", "layout.tree failure"),
          entry("layout", "layout.tar layout.tree layout.oci image failure"),
          entry("registry.auth", "net net.proxy image host failure"),
          entry("registry.content", "registry.auth layout.oci net net.proxy image host failure"),
          entry(
              "registry.push",
              "registry.content registry.auth layout layout.oci net image host failure"),
          entry(
              "registry.signature", "registry.content registry.auth layout.oci net image failure"),
          entry(
              "registry",
              "registry.signature registry.push registry.content registry.auth layout layout.oci"
                  + " net net.tls image host failure"),
          entry("forge", "net net.tls net.proxy host failure"),
          entry("config.verify", "manifest"),
          entry("config", "config.verify manifest yaml.image yaml.tree image failure"),
          entry("helm", "host failure"),
          entry("kube.config", "yaml.tree net net.tls host failure"),
          entry("kube", "kube.config net net.tls host failure"),
          entry("argocd", "yaml.tree net net.tls net.proxy image host failure"),
          entry("scaffold.template", "failure"),
          entry("scaffold.application", "scaffold.template yaml.tree"),
          entry("scaffold.chart", "scaffold.application scaffold.template yaml.tree failure"),
          entry("scaffold.pipeline", "scaffold.template"),
          entry(
              "scaffold",
              "scaffold.pipeline scaffold.application scaffold.template yaml.tree failure"),
          entry("scaffold.updater", "yaml.tree"),
          entry("render.tree", "git host failure"),
          entry("render.object", "yaml.tree failure"),
          entry("render.values", "render.object render.tree helm yaml.tree failure"),
          entry(
              "render.model", "render.values render.object render.tree manifest yaml.tree failure"),
          entry(
              "render.tool",
              "render.model render.values render.object render.tree helm yaml.tree host failure"),
          entry(
              "render.source",
              "render.tool render.model render.values render.object render.tree helm git"
                  + " git.location git.object yaml.tree host failure"),
          entry("render.discovery", "render.model render.object render.tree yaml.tree failure"),
          entry(
              "render.generator",
              "render.discovery render.source render.object render.tree helm yaml.tree host"
                  + " failure"),
          entry(
              "render",
              "render.generator render.discovery render.source render.tool render.model"
                  + " render.values render.object render.tree config helm yaml.tree host failure"),
          entry(
              "deliver.model", "git git.object yaml.image yaml.edit yaml.tree image host failure"),
          entry(
              "deliver.environment",
              "deliver.model config git git.object yaml.image image host failure"),
          entry(
              "deliver.history",
              "deliver.environment deliver.model config git git.history git.object yaml.image image"
                  + " failure"),
          entry(
              "deliver.plan",
              "deliver.environment deliver.model config registry registry.push layout"
                  + " layout.oci git git.object yaml.image yaml.tree image host failure"),
          entry(
              "deliver.policy",
              "deliver.plan deliver.history deliver.model config git git.object yaml.edit image"
                  + " host failure"),
          entry(
              "deliver.rollout",
              "deliver.policy deliver.plan deliver.environment deliver.model argocd config registry"
                  + " git git.object yaml.image image host failure"),
          entry(
              "deliver.setup.convention",
              "scaffold scaffold.application scaffold.template config git git.object yaml.image"
                  + " yaml.tree image host failure"),
          entry(
              "deliver.setup",
              "deliver.setup.convention deliver.plan deliver.environment deliver.model"
                  + " scaffold.updater scaffold scaffold.chart scaffold.application"
                  + " scaffold.template config git git.location git.object yaml.image yaml.edit"
                  + " yaml.tree image host failure"),
          entry(
              "deliver.autosync",
              "deliver.setup deliver.policy deliver.plan deliver.environment deliver.model config"
                  + " git git.object yaml.image yaml.edit yaml.tree image failure"),
          entry(
              "deliver.verify.finding",
              "config.verify render.object render.values yaml.tree failure"),
          entry(
              "deliver.verify",
              "deliver.verify.finding deliver.render deliver.environment render render.discovery"
                  + " render.model render.object render.tree render.values manifest config"
                  + " config.verify registry registry.signature git yaml.image yaml.tree image host"
                  + " failure"),
          entry(
              "deliver.status",
              "deliver.rollout deliver.policy deliver.plan deliver.history deliver.environment"
                  + " deliver.model argocd config git git.object yaml.image image failure"),
          entry("deliver.admission", "policy config config.verify failure"),
          entry(
              "deliver.doctor",
              "deliver.live deliver.setup deliver.autosync deliver.rollout deliver.policy"
                  + " deliver.history deliver.environment deliver.model migrate.charts"
                  + " migrate.model argocd config git git.object git.history net host failure"),
          entry(
              "deliver.render",
              "deliver.environment render render.source render.discovery render.model render.object"
                  + " render.tree helm config git git.object host failure"),
          entry(
              "deliver.live",
              "deliver.rollout deliver.history deliver.environment deliver.model kube kube.config"
                  + " argocd config registry git git.object yaml.image yaml.tree net image host"
                  + " failure"),
          entry(
              "deliver",
              "deliver.verify deliver.render render.model render.object deliver.status"
                  + " deliver.doctor deliver.live deliver.admission deliver.autosync deliver.setup"
                  + " deliver.rollout deliver.policy deliver.plan deliver.history"
                  + " deliver.environment deliver.model argocd config forge registry git"
                  + " git.location git.history git.object yaml.image image host failure"),
          entry(
              "report",
              "render.model render.object render.tree render.values deliver.status deliver.doctor"
                  + " deliver.live deliver.autosync deliver.setup deliver.rollout deliver.policy"
                  + " deliver.history deliver.model migrate.charts migrate.companion migrate.model"
                  + " config kube yaml.edit yaml.tree image failure"),
          entry(
              "report.verify", "report deliver.verify deliver.verify.finding config.verify image"),
          entry(
              "cli.command.chart",
              "cli.command cli.terminal cli.option report migrate.charts migrate.model helm"
                  + " registry image host failure"),
          entry("demo", "git git.location git.object git.run image host failure"),
          entry("cli.option", "render deliver.model registry image host failure"),
          entry("cli.terminal", "cli.option report deliver.model image host failure"),
          entry(
              "cli.command",
              "cli.terminal cli.option report deliver deliver.status deliver.live deliver.setup"
                  + " deliver.setup.convention deliver.rollout deliver.policy deliver.history"
                  + " deliver.model scaffold scaffold.chart scaffold.application registry"
                  + " registry.push layout layout.oci image host failure"),
          entry(
              "cli.command.argocd",
              "cli.command cli.terminal cli.option report deliver deliver.autosync deliver.rollout"
                  + " deliver.model failure"),
          entry(
              "cli.command.check",
              "deliver.verify report.verify config.verify deliver.render render.model render.object"
                  + " host cli.command cli.terminal cli.option report deliver deliver.live"
                  + " deliver.doctor deliver.admission policy deliver.model failure"),
          entry(
              "cli",
              "cli.command.chart cli.command.check cli.command.argocd cli.command cli.terminal"
                  + " cli.option demo report deliver policy image host failure"));

  /// Libraries that only one package may know.
  private static final Map<String, String> HOME =
      Map.of(
          "org.snakeyaml", "yaml.tree",
          "picocli", "cli",
          "com.fasterxml.jackson", "net layout registry argocd kube forge report demo",
          "java.net.http", "net");

  private static final JavaClasses BELAY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("belay");

  @TestFactory
  Stream<DynamicTest> packagesUseOnlyWhatTheyMay() {
    return MAY_USE.entrySet().stream()
        .map(arrow -> dynamicTest(arrow.getKey(), () -> check(arrow.getKey(), arrow.getValue())));
  }

  private static void check(String name, String mayUse) {
    var allowed =
        Stream.of((name + " " + mayUse).strip().split(" "))
            .map(p -> "belay." + p)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("belay." + name)
        .should()
        .dependOnClassesThat(resideInAPackage("belay..").and(not(resideInAnyPackage(allowed))))
        .allowEmptyShould(true)
        .check(BELAY);
  }

  @TestFactory
  Stream<DynamicTest> librariesStayAtHome() {
    return HOME.entrySet().stream()
        .map(home ->
            dynamicTest(
                home.getKey(),
                () ->
                    noClasses()
                        .that(
                            not(
                                resideInAnyPackage(
                                    Stream.of(home.getValue().split(" "))
                                        .map(p -> "belay." + p + "..")
                                        .toArray(String[]::new))))
                        .should()
                        .dependOnClassesThat(resideInAPackage(home.getKey() + ".."))
                        .check(BELAY)));
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> found =
        BELAY.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith("belay."))
            .map(name -> name.substring("belay.".length()))
            .collect(Collectors.toCollection(TreeSet::new));
    found.removeAll(MAY_USE.keySet());
    assertEquals(Set.of(), found, "to be entered in MAY_USE, with what they may use");
  }

  @Test
  void noCycles() {
    slices().matching("belay.(**)").should().beFreeOfCycles().check(BELAY);
  }

  @Test
  void theWorldComesInThroughHost() {
    noClasses()
        .that()
        .resideOutsideOfPackages("belay.host..", "belay")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callConstructor(java.util.Random.class)
        .check(BELAY);
  }
}
