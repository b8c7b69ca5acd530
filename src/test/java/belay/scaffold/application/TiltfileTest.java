package belay.scaffold.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import belay.peers.Fetched;
import belay.peers.Tool;
import belay.scaffold.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Tiltfile in its own language, with Tilt's functions replaced by ones that print what they
/// are asked for.
final class TiltfileTest {
  /// Three services have values; api and web have charts here, api a Dockerfile, web a BUILD.bazel.
  private static final String TILT =
      """
      FILES = [
          'charts/api/Chart.yaml', 'charts/web/Chart.yaml', 'charts/shared/Chart.yaml',
          '../services/mail/Dockerfile',
          '../services/api/Dockerfile', '../services/web/BUILD.bazel',
      ]
      CONTENT = {
          'environments/development/values/api.yaml': {'image': {'repository': 'docker.io/shop/api'}},
          'environments/development/values/web.yaml': {'image': {'graph': 'docker.io/shop/web'}},
          'environments/development/values/redis.yaml': {'image': {'repository': 'docker.io/redis'}},
          'environments/development/values/kafka.yaml': {},
          'environments/development/values/jobs.yaml': {},
          'environments/development/values/mail.yaml': {'image': {'repository': 'docker.io/shop/mail'}},
      }
      TOLD = {
          'applications/infrastructure/redis.yaml': [
              {'metadata': {'labels': {'app.kubernetes.io/name': 'redis', 'environment': env}},
               'spec': {'sources': [{'repoURL': 'https://charts.example.com', 'chart': 'redis', 'targetRevision': version}]}}
              for env, version in [('production', '20.0.0'), ('development', '20.1.0')]
          ],
          'applications/infrastructure/kafka.yaml': [
              {'service': 'kafka', 'chart': {'repoURL': 'registry.example.com/charts', 'name': 'kafka', 'targetRevision': '1.0.0'}}],
          'applications/platform/mail.yaml': [
              {'service': 'mail', 'chart': {'repoURL': 'HERE', 'path': 'charts/shared', 'targetRevision': 'main'}}],
          'applications/platform/jobs.yaml': [
              {'service': 'jobs', 'chart': {'repoURL': 'https://git.example.com/core.git', 'path': 'jobs', 'targetRevision': 'v1'}}],
      }
      def config_define_string_list(name):
          pass
      def config_define_string(name):
          pass
      def config_parse():
          return SETTINGS
      def os_path_exists(path):
          return path in FILES
      def listdir(folder, recursive=False):
          files = TOLD if folder == 'applications' else CONTENT
          return ['/home/ada/shop/' + path for path in files] + ['/home/ada/shop/' + folder + '/.gitkeep']
      def read_yaml_stream(path):
          return TOLD[path.removeprefix('/home/ada/shop/')]
      def local(command, quiet):
          return ' '.join(command)
      def read_yaml(path, default):
          return CONTENT.get(path, default)
      def docker_build(image, folder):
          print('docker_build', image, folder)
      def custom_build(image, command, deps, skips_local_docker):
          print('custom_build', image, command)
      def helm(chart, name, namespace, values):
          return ' '.join([chart, name, namespace] + values)
      def kustomize(folder):
          return folder
      def k8s_yaml(what):
          print('k8s_yaml', what)
      def k8s_resource(name):
          print('k8s_resource', name)
      def watch_file(path):
          print('watch_file', path)
      """;

  @TempDir Path folder;

  @Test
  void runsWhatHasAPackagedChartOrAChartAndSourcesHere() throws IOException {
    assertEquals(
        """
        watch_file environments/development/values
        k8s_yaml environments/development
        docker_build docker.io/shop/api ../services/api
        k8s_yaml charts/api api shop-development environments/development/values/api.yaml
        k8s_resource api
        jobs: not run, its chart is not in this repository
        k8s_yaml helm template kafka oci://registry.example.com/charts/kafka --version 1.0.0 \
        --namespace shop-development --include-crds \
        --values environments/development/values/kafka.yaml
        docker_build docker.io/shop/mail ../services/mail
        k8s_yaml charts/shared mail shop-development environments/development/values/mail.yaml
        k8s_resource mail
        k8s_yaml helm template redis redis --repo https://charts.example.com --version 20.1.0 \
        --namespace shop-development --include-crds \
        --values environments/development/values/redis.yaml
        custom_build docker.io/shop/web cd ../services && bazel build //services/web:web_image && \
        belay push "$(bazel info bazel-bin)/services/web/web_image" "$EXPECTED_REF"
        k8s_yaml charts/web web shop-development environments/development/values/web.yaml
        k8s_resource web
        """,
        run("{}"));
  }

  @Test
  void runsOnlyWhatIsAskedFor() throws IOException {
    assertEquals(
        """
        watch_file environments/development/values
        k8s_yaml environments/development
        web: not run, no Dockerfile and no BUILD.bazel in elsewhere/web
        """,
        run("{'service': ['web'], 'sources': 'elsewhere'}"));
  }

  @Test
  void findsImagesWhereBelayYamlSays() throws IOException {
    assertEquals(
        """
        watch_file environments/development/values
        k8s_yaml environments/development
        docker_build docker.io/shop/api ../services/api
        k8s_yaml charts/api api shop-development environments/development/values/api.yaml
        k8s_resource api
        web: not run, environments/development/values/web.yaml names no image where belay.yaml says
        """,
        run(
            """
            {'service': ['api', 'web']}
            CONTENT['environments/development/values/api.yaml'] = {
                'global': {'registry': 'docker.io'}, 'example.com/server': {'image': {'name': 'shop/api'}}}
            CONTENT['belay.yaml'] = {'services': {
                'api': {'images': {'main': 'example\\\\.com/server.image'}, 'keys': {'repository': 'name'},
                        'registry': 'global.registry'},
                'web': {'images': {'main': {'path': '$'}}}}}
            """));
  }

  private String run(String settings) throws IOException {
    var layout = Samples.LAYOUT;
    var tilt =
        Tiltfile.file(
            Samples.SITE.stages().getFirst(),
            layout.tilt(Samples.SITE.stages().getFirst()),
            Samples.SITE.url());
    var stage = TILT.replace("HERE", Samples.SITE.url()) + "SETTINGS = " + settings + "\n";
    var file = folder.resolve("Tiltfile.star");
    // The interpreter alone has no objects to hang functions on.
    var plain = tilt.replace("config.", "config_").replace("os.path.exists", "os_path_exists");
    Files.writeString(file, stage + plain);
    var command = List.of(Fetched.starlark().toString(), "-globalreassign", file.toString());
    return new String(Tool.run(folder, "sh", "-c", String.join(" ", command) + " 2>&1"), UTF_8);
  }
}
