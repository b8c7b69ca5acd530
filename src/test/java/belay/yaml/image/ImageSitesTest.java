package belay.yaml.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each case is a values file, an arrow, and what is seen in it: form, what it says, and the
/// setting of `belay.yaml` that chooses it.
final class ImageSitesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{image: {repository: a/b, tag: 1.2}} => MAPPING a/b:1.2 image",
        "{server: {image: {graph: a/b, digest: ''}}} => MAPPING a/b server.image",
        "{image: {repository: a/b}} => MAPPING a/b image",
        "{backup: {repository: a/b}} =>",
        // A repository, or a version, by other names.
        "{main_app: {image: team/api, version: v1}} => MAPPING team/api:v1"
            + " {path: main_app, keys: {repository: image, tag: version}}",
        "{redis: {imageName: redis, version: 7.2}} => MAPPING redis:7.2"
            + " {path: redis, keys: {repository: imageName, tag: version}}",
        "{images: [{name: api, newName: r.io/a/b, newTag: v1}]} => MAPPING r.io/a/b:v1"
            + " {path: 'images[name=api]', keys: {repository: newName, tag: newTag}}",
        "{image: {name: a/b, sha: ''}} => MAPPING a/b"
            + " {path: image, keys: {repository: name, digest: sha}}",
        "{image: {name: api, tag: 1.0}} => MAPPING api:1.0"
            + " {path: image, keys: {repository: name}}",
        "{image: {repo: a/b, tag: 1.0}} => MAPPING a/b:1.0"
            + " {path: image, keys: {repository: repo}}",
        "{app: {image: nginx, tag: 1.27}} => MAPPING nginx:1.27"
            + " {path: app, keys: {repository: image}}",
        // Keys beside others, also at the top of the file.
        "{imageRepository: a/b, imageTag: v1, port: 1} => MAPPING a/b:v1"
            + " {path: '$', keys: {repository: imageRepository, digest: imageDigest, tag:"
            + " imageTag}}",
        "{api: {image: a/b, imageTag: v1}} => MAPPING a/b:v1"
            + " {path: api, keys: {repository: image, digest: imageDigest, tag: imageTag}}",
        "{web: {web_image_name: a/b, web_image_tag: v1}} => MAPPING a/b:v1"
            + " {path: web, keys: {repository: web_image_name, digest: web_image_digest, tag:"
            + " web_image_tag}}",
        "{apiImage: a/b, apiImageTag: v1, jobImage: a/c, jobImageTag: v2} => MAPPING a/b:v1"
            + " {path: '$', keys: {repository: apiImage, digest: apiImageDigest, tag:"
            + " apiImageTag}}; MAPPING a/c:v2 {path: '$', keys: {repository: jobImage, digest:"
            + " jobImageDigest, tag: jobImageTag}}",
        "{image: nginx, tag: 1.27, extra: {image: {repository: c}}} => MAPPING nginx:1.27"
            + " {path: '$', keys: {repository: image}}; MAPPING c extra.image",
        // Whole references.
        "{image: 'a/b:1'} => TEXT a/b:1 image",
        "{images: {api: 'r.io/a:1', web: 'r.io/w@sha256:ab'}} => TEXT r.io/a:1 images.api; TEXT"
            + " r.io/w@sha256:ab images.web",
        "{images: ['a/b:1', 'c:2']} => TEXT a/b:1 'images[0]'; TEXT c:2 'images[1]'",
        "{jobImages: {x: {y: z}, b: 'a/b'}} => TEXT a/b jobImages.b",
        "{image: 'a/b:1', imageTag: v1} => TEXT a/b:1 image; PART v1 imageTag",
        // What is none.
        "{chart: {name: redis, version: 1.0}} =>",
        "{version: 3, name: a/b} =>",
        "{git: {repositoryUrl: 'https://git/a', gitTag: v1}} =>",
        "{imagePullSecrets: [{name: regcred}], imagePullPolicy: Always} =>",
        "{stage: a/b, stageTag: v1} =>",
        "{images: {pullPolicy: Always, count: 3}} =>",
      })
  void imagesAreSeen(String text) {
    var arrow = text.indexOf(" =>");
    var file = ValuesFile.parse("v.yaml", (text.substring(0, arrow) + "\n").getBytes(UTF_8));
    assertEquals(
        text.substring(arrow + 3).strip(),
        file.images(ImageKeys.standard()).stream()
            .map(ImageSitesTest::shown)
            .collect(Collectors.joining("; ")));
  }

  private static String shown(ImageSite site) {
    var line = site.yaml("x", ImageKeys.standard());
    var begin = "services: {x: {images: {main: ";
    return "%s %s %s"
        .formatted(site.form(), site.text(), line.substring(begin.length(), line.length() - 3));
  }
}
