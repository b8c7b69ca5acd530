package belay.scaffold.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.scaffold.application.ChartSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ChartFlagsTest {
  static Stream<Arguments> sources() {
    return Stream.of(
        Arguments.of("charts/api", "", "", "", new ChartSource.Here("charts/api")),
        Arguments.of("./charts/api/", "", "", "", new ChartSource.Here("charts/api")),
        Arguments.of(
            "https://git.example.com/core.git",
            "deploy/api",
            "",
            "v1",
            new ChartSource.Git("https://git.example.com/core.git", "v1", "deploy/api")),
        Arguments.of(
            "https://git.example.com/core",
            "deploy/api",
            "",
            "",
            new ChartSource.Git("https://git.example.com/core", "HEAD", "deploy/api")),
        Arguments.of(
            "git@git.example.com:shop/core",
            "api",
            "",
            "main",
            new ChartSource.Git("git@git.example.com:shop/core", "main", "api")),
        Arguments.of(
            "https://charts.example.com",
            "",
            "redis",
            "20.1.0",
            new ChartSource.Helm("https://charts.example.com", "redis", "20.1.0")),
        Arguments.of(
            "oci://registry.example.com/charts/kafka",
            "",
            "",
            "1.0.0-rc.1",
            new ChartSource.Oci("registry.example.com/charts", "kafka", "1.0.0-rc.1")));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void tellsTheFourKindsApart(
      String location, String path, String name, String version, ChartSource source) {
    assertEquals(Optional.of(source), flags(location, path, name, version).source());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://charts.example.com, -, -, 1.0.0, say which chart of it",
        "https://charts.example.com, -, redis, -, pass --chart-version VERSION",
        "https://charts.example.com, -, redis, ^20, write it whole",
        "https://charts.example.com, -, redis, '>=1.0.0', write it whole",
        "oci://registry.example.com/kafka, -, -, latest, write it whole",
        "oci://registry.example.com, -, -, 1.0.0, write oci://HOST/PATH/CHART",
        "https://git.example.com/a.git, -, -, main, pass --chart-path FOLDER",
        "../charts/api, -, -, -, write it from the repository's root",
        "charts/api, -, -, 1.0.0, leave --chart-path",
        "charts/redis-1.0.0.tgz, -, -, -, unpack it",
        "https://git.example.com/a.git, charts/redis-1.0.0.tgz, -, -, unpack it",
        "https://charts.example.com/redis-1.0.0.tgz, -, -, -, its index.yaml",
        "https://me:secret@git.example.com/a.git, x, -, -, leave it out",
        "-, -, redis, -, say where it is: --chart PATH|URL"
      })
  void whatIsMissingOrOpenIsSaid(
      @Nullable String location,
      @Nullable String path,
      @Nullable String name,
      @Nullable String version,
      String help) {
    var failure = assertThrows(Failure.class, () -> flags(location, path, name, version).source());

    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(
        true, (failure.what() + failure.help()).contains(help.strip()), failure.toString());
    assertEquals(false, (failure.what() + failure.help()).contains("secret"));
  }

  @Test
  void nothingSaidIsNoSource() {
    assertEquals(Optional.empty(), flags("", "", "", "").source());
  }

  private static ChartFlags flags(
      @Nullable String location,
      @Nullable String path,
      @Nullable String name,
      @Nullable String version) {
    return new ChartFlags(given(location), given(path), given(name), given(version));
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).filter(t -> !t.isEmpty());
  }
}
