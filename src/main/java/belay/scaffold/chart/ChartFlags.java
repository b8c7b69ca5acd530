package belay.scaffold.chart;

import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Secrets;
import belay.scaffold.application.ChartSource;
import java.util.Optional;
import java.util.regex.Pattern;

/// What somebody says of a chart, and the source that is meant by it.
///
/// @param location a path in the GitOps repository, or a URL
/// @param path the chart's folder in another Git repository
/// @param name the chart's name in a Helm repository
/// @param version its version; of a Git repository a branch, tag or commit
public record ChartFlags(
    Optional<String> location,
    Optional<String> path,
    Optional<String> name,
    Optional<String> version) {
  private static final Pattern URL =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://\\S+|[^/\\s]+@[^/\\s]+:\\S+");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*");

  /// One version, not a range: `1.2.3`, `v1.2.3-rc.1+build`.
  private static final Pattern EXACT =
      Pattern.compile("v?[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?");

  private static final String OCI = "oci://";

  /// The source, if a location was named at all.
  public Optional<ChartSource> source() {
    if (location.isEmpty() && (path.isPresent() || name.isPresent() || version.isPresent())) {
      throw new Failure(Kind.USAGE, "a chart without a place", "say where it is: --chart PATH|URL");
    }
    return location.map(this::source);
  }

  private ChartSource source(String where) {
    Secrets.requireNone("the chart's address", where);
    if (!URL.matcher(where).matches()) {
      return here(where);
    }
    if (where.startsWith(OCI)) {
      return oci(where.substring(OCI.length()));
    }
    if (isPacked(where)) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" is one packed chart, and Argo CD asks a Helm repository for it".formatted(where),
          "pass --chart with the repository's URL (where its index.yaml is), --chart-name and"
              + " --chart-version");
    }
    if (path.isPresent() || !where.startsWith("http") || where.endsWith(".git")) {
      return new ChartSource.Git(where, version.orElse("HEAD"), folder(where));
    }
    if (name.isPresent()) {
      return new ChartSource.Helm(where, name.get(), exact(where));
    }
    throw new Failure(
        Kind.USAGE,
        "\"%s\" may be a Git repository or a Helm repository".formatted(where),
        "say which chart of it: --chart-path FOLDER (Git), or --chart-name NAME (Helm)");
  }

  private ChartSource here(String where) {
    if (path.isPresent() || name.isPresent() || version.isPresent()) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" is a folder of this repository: it has no version of its own".formatted(where),
          "leave --chart-path, --chart-name and --chart-version out, or name a URL");
    }
    return new ChartSource.Here(inside(where));
  }

  private ChartSource oci(String where) {
    var slash = where.lastIndexOf('/');
    if (slash < 1 || slash == where.length() - 1) {
      throw new Failure(
          Kind.USAGE,
          "\"%s%s\" names no chart".formatted(OCI, where),
          "write oci://HOST/PATH/CHART");
    }
    return new ChartSource.Oci(
        where.substring(0, slash), where.substring(slash + 1), exact(OCI + where));
  }

  private String folder(String where) {
    return inside(
        path.orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "which folder of \"%s\" holds the chart".formatted(where),
                "pass --chart-path FOLDER")));
  }

  private static boolean isPacked(String where) {
    return where.endsWith(".tgz") || where.endsWith(".tar.gz");
  }

  private static String inside(String text) {
    if (isPacked(text)) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" is packed, and Argo CD wants a folder in Git".formatted(text),
          "unpack it (tar -xzf), commit the folder and name that; or name the Helm repository it is"
              + " from");
    }
    var clean = text.replaceFirst("^(?:\\./)+", "").replaceFirst("/+$", "");
    if (!PATH.matcher(clean).matches()
        || java.util.List.of(clean.split("/")).contains("..")
        || java.util.List.of(clean.split("/")).contains(".")) {
      throw new Failure(
          Kind.USAGE,
          "not a folder in a repository: \"%s\"".formatted(text),
          "write it from the repository's root, such as charts/api");
    }
    return clean;
  }

  private String exact(String where) {
    var wanted =
        version.orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "which version of the chart in \"%s\"".formatted(where),
                "pass --chart-version VERSION"));
    if (!EXACT.matcher(wanted).matches()) {
      throw new Failure(
          Kind.USAGE,
          "\"%s\" is not one version of a chart".formatted(wanted),
          "write it whole, such as 1.2.3: a range would be another chart tomorrow");
    }
    return wanted;
  }
}
