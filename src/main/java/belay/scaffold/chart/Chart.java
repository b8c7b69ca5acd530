package belay.scaffold.chart;

import belay.scaffold.template.KubernetesName;
import belay.scaffold.template.Template;
import belay.scaffold.template.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A Helm chart for one service to start from. It takes its image by digest alone, and refuses an
/// empty one unless `image.allowEmptyDigest` is set, which only development does.
public final class Chart {
  private static final List<String> FILES =
      List.of(
          "Chart.yaml",
          "values.yaml",
          "values.schema.json",
          "templates/_helpers.tpl",
          "templates/deployment.yaml",
          "templates/service.yaml",
          "templates/serviceaccount.yaml",
          "templates/hpa.yaml");

  private Chart() {}

  /// The chart's files.
  ///
  /// @param folder where the chart is to lie
  /// @param service its name
  /// @param repositoryKey what the image's repository is called in values files
  public static Map<String, String> files(String folder, String service, String repositoryKey) {
    Map<String, String> files = new LinkedHashMap<>();
    for (var file : FILES) {
      files.put(folder + "/" + file, text(file, service, repositoryKey));
    }
    files.put(folder + "/.helmignore", text("helmignore", service, repositoryKey));
    return files;
  }

  private static String text(String file, String service, String repositoryKey) {
    return Template.of("chart/" + file)
        .with("name", KubernetesName.SERVICE.check(service))
        .with("description", Yaml.quoted("The service " + service))
        .with("key", repositoryKey)
        .text();
  }
}
