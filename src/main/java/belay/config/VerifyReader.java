package belay.config;

import belay.config.verify.EnvironmentRules;
import belay.config.verify.Exemption;
import belay.config.verify.Rule;
import belay.config.verify.Severity;
import belay.config.verify.SignatureRule;
import belay.config.verify.SignatureRule.Signer;
import belay.config.verify.VerifyConfig;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import belay.manifest.KindPaths;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads what verification looks for.
final class VerifyReader {
  private static final Map<String, Severity> SEVERITIES =
      Arrays.stream(Severity.values())
          .collect(Collectors.toMap(Severity::toString, Function.identity()));

  private VerifyReader() {}

  /// @param root the whole file
  /// @param environments what environments ask, by name
  static VerifyConfig read(Fields root, Map<String, EnvironmentRules> environments) {
    var fields = root.below("verify", Shape.VERIFY);
    return new VerifyConfig(
        severities(fields),
        environments,
        fields.list("exemptions", Shape.EXEMPTION).stream().map(VerifyReader::exemption).toList(),
        fields.list("kinds", Shape.IMAGE_KIND).stream().map(VerifyReader::kind).toList(),
        fields.flag("text", false),
        root.below("images", Shape.IMAGES).flag("allowTagWithDigest", false),
        fields.list("signatures", Shape.SIGNATURE).stream().map(VerifyReader::signature).toList());
  }

  /// What one environment asks.
  static EnvironmentRules environment(Fields fields) {
    var own = fields.below("verify", Shape.ENVIRONMENT_RULES);
    return new EnvironmentRules(
        severities(own),
        own.has("autoSync") ? Optional.of(own.flag("autoSync", true)) : Optional.empty(),
        own.flag("fixedRevision", false));
  }

  private static Map<Rule, Severity> severities(Fields parent) {
    Map<Rule, Severity> severities = new EnumMap<>(Rule.class);
    var fields = parent.below("rules", Shape.NAMES);
    for (var id : fields.keys()) {
      var rule = fields.parsed(id, id, VerifyReader::rule);
      severities.put(rule, fields.choice(id, SEVERITIES, rule.severity().toString()));
    }
    return severities;
  }

  private static Rule rule(String id) {
    return Optional.ofNullable(Rule.all().get(id))
        .orElseThrow(() ->
            new Failure(
                Kind.USAGE,
                "no rule \"%s\"%s".formatted(id, Suggest.hint(id, Rule.all().keySet())),
                "belay verify --list-rules prints all"));
  }

  private static Exemption exemption(Fields fields) {
    var exemption =
        new Exemption(
            fields.texts("repositories", VerifyReader::repository),
            fields.texts("namespaces", text -> text),
            fields.texts("resources", VerifyReader::resource),
            fields.texts("rules", VerifyReader::rule),
            fields.needed("reason"),
            fields.has("until")
                ? Optional.of(fields.parsed("until", fields.needed("until"), VerifyReader::date))
                : Optional.empty(),
            fields.place());
    if (exemption.repositories().isEmpty()
        && exemption.namespaces().isEmpty()
        && exemption.resources().isEmpty()) {
      throw fields.failure(
          "reason",
          "an exemption from everything",
          "say what it is for: repositories, namespaces or resources");
    }
    if (exemption.reason().isBlank()) {
      throw fields.failure("reason", "an exemption without a reason", "write why it is needed");
    }
    return exemption;
  }

  private static String repository(String text) {
    ConfigReader.prefix(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    return text;
  }

  private static String resource(String text) {
    if (!text.matches("[A-Za-z][A-Za-z0-9]*/[A-Za-z0-9.:-]+")) {
      throw new Failure(
          Kind.USAGE,
          "not a resource: \"%s\"".formatted(text),
          "write it as Kind/name, such as DaemonSet/node-agent");
    }
    return text;
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw new Failure(Kind.USAGE, "not a date: \"%s\"".formatted(text), "write it as 2027-01-31");
    }
  }

  private static KindPaths kind(Fields fields) {
    var group = fields.text("group", "");
    var kind = fields.needed("kind");
    var images = fields.texts("images", text -> text);
    return fields.parsed("kind", kind, text -> new KindPaths(group, text, images));
  }

  private static SignatureRule signature(Fields fields) {
    return new SignatureRule(
        fields.texts("repositories", VerifyReader::repository), signer(fields));
  }

  /// A signature of whomever proves nothing.
  private static Signer signer(Fields fields) {
    if (fields.has("key") == fields.has("identity")) {
      throw fields.failure(
          "identity",
          "a signature is asked for, and not whose",
          "write key: and the file of a public key, or identity: with issuer:, roots: and log:");
    }
    return fields.has("key")
        ? new Signer.Key(fields.needed("key"))
        : new Signer.Identity(
            fields.needed("identity"),
            fields.needed("issuer"),
            fields.needed("roots"),
            fields.needed("log"));
  }
}
