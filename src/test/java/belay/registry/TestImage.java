package belay.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.image.Digest;
import belay.layout.ImageSource;
import belay.layout.oci.Descriptor;
import belay.layout.oci.MediaTypes;
import belay.net.Json;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// An image in memory.
final class TestImage implements ImageSource {
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

  final AtomicInteger verified = new AtomicInteger();
  private final Map<Digest, byte[]> contents = new LinkedHashMap<>();
  private final Descriptor root;

  private TestImage(Map<Digest, byte[]> contents, Descriptor root) {
    this.contents.putAll(contents);
    this.root = root;
  }

  /// An image for a platform with these layers.
  static TestImage of(String platform, byte[]... layers) {
    return of(Digest.Algorithm.SHA256, platform, layers);
  }

  static TestImage of(Digest.Algorithm algorithm, String platform, byte[]... layers) {
    return of(algorithm, LAYER, platform, layers);
  }

  /// An image with a layer of a kind.
  static TestImage withLayer(String mediaType, byte[] layer) {
    return of(Digest.Algorithm.SHA256, mediaType, "linux/amd64", layer);
  }

  private static TestImage of(
      Digest.Algorithm algorithm, String layerType, String platform, byte[]... layers) {
    Map<Digest, byte[]> contents = new LinkedHashMap<>();
    var parts = platform.split("/");
    var config =
        "{\"os\":\"%s\",\"architecture\":\"%s\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"
            .formatted(parts[0], parts[1]);
    List<String> layerTexts = new ArrayList<>();
    for (var layer : layers) {
      layerTexts.add(json(add(contents, Digest.Algorithm.SHA256, layerType, layer), ""));
    }
    var manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(
                MediaTypes.OCI_MANIFEST,
                json(
                    add(
                        contents,
                        Digest.Algorithm.SHA256,
                        "application/vnd.oci.image.config.v1+json",
                        config.getBytes(UTF_8)),
                    ""),
                String.join(",", layerTexts));
    var root = add(contents, algorithm, MediaTypes.OCI_MANIFEST, manifest.getBytes(UTF_8));
    return new TestImage(contents, root);
  }

  /// A payload and its signature, as cosign pushes them.
  static TestImage signature(byte[] payload, String signature) {
    return signature(payload, Map.of("dev.cosignproject.cosign/signature", signature));
  }

  /// The same with more remarks.
  static TestImage signature(byte[] payload, Map<String, String> annotations) {
    Map<Digest, byte[]> contents = new LinkedHashMap<>();
    var config =
        add(
            contents,
            Digest.Algorithm.SHA256,
            "application/vnd.oci.image.config.v1+json",
            "{\"os\":\"\",\"architecture\":\"\"}".getBytes(UTF_8));
    var layer =
        add(
            contents,
            Digest.Algorithm.SHA256,
            "application/vnd.dev.cosign.simplesigning.v1+json",
            payload);
    var annotation = ",\"annotations\":" + Json.text(annotations);
    var manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(MediaTypes.OCI_MANIFEST, json(config, ""), json(layer, annotation));
    var root =
        add(contents, Digest.Algorithm.SHA256, MediaTypes.OCI_MANIFEST, manifest.getBytes(UTF_8));
    return new TestImage(contents, root);
  }

  /// An index of images or indexes, each with a platform or nothing.
  static TestImage index(Map<TestImage, String> children) {
    Map<Digest, byte[]> contents = new LinkedHashMap<>();
    List<String> entries = new ArrayList<>();
    children.forEach((child, platform) -> {
      contents.putAll(child.contents);
      var parts = platform.split("/");
      var more =
          platform.isEmpty()
              ? ""
              : ",\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"%s}"
                  .formatted(
                      parts[0],
                      parts[1],
                      parts.length > 2 ? ",\"variant\":\"" + parts[2] + "\"" : "");
      entries.add(json(child.root, more));
    });
    var index =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(MediaTypes.OCI_INDEX, String.join(",", entries));
    var root = add(contents, Digest.Algorithm.SHA256, MediaTypes.OCI_INDEX, index.getBytes(UTF_8));
    return new TestImage(contents, root);
  }

  /// Layers of random bytes, each another; the same seed gives the same.
  static byte[][] layers(int count, int size, long seed) {
    var layers = new byte[count][size];
    for (var i = 0; i < count; i++) {
      new SplittableRandom(seed * 1000 + i).nextBytes(layers[i]);
    }
    return layers;
  }

  private static Descriptor add(
      Map<Digest, byte[]> contents, Digest.Algorithm algorithm, String type, byte[] bytes) {
    var digest = Digest.of(algorithm, bytes);
    contents.put(digest, bytes);
    return new Descriptor(type, digest, bytes.length);
  }

  private static String json(Descriptor d, String more) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(d.mediaType(), d.digest(), d.size(), more);
  }

  Digest digest() {
    return root.digest();
  }

  /// Something is wrong with a blob on the disk.
  void spoil(Digest digest) {
    contents.put(digest, new byte[] {1, 2, 3});
  }

  byte[] bytes() {
    return manifest(root);
  }

  @Override
  public Descriptor root() {
    return root;
  }

  @Override
  public byte[] manifest(Descriptor descriptor) {
    return content(descriptor);
  }

  private byte[] content(Descriptor descriptor) {
    return contents.getOrDefault(descriptor.digest(), new byte[0]);
  }

  @Override
  public InputStream blob(Descriptor descriptor, long offset) {
    var bytes = content(descriptor);
    return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
  }

  @Override
  public void verify(Descriptor descriptor) {
    verified.incrementAndGet();
    if (!descriptor.digest().names(content(descriptor))) {
      throw new Failure(Kind.REFUSED, "blob %s is spoilt".formatted(descriptor.digest()), "");
    }
  }

  @Override
  public void close() {}
}
