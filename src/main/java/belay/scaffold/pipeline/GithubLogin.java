package belay.scaffold.pipeline;

import belay.scaffold.template.Template;
import java.util.regex.Pattern;

/// How a GitHub job logs in to a registry: with an identity token (OIDC) where the registry's cloud
/// takes one, so that there is no password to leak; else with a password.
///
/// @param needed comment lines about what must be set up
/// @param pushing the permissions of a job that pushes images
/// @param reading the permissions of a job that only asks for digests
/// @param steps the job's steps
record GithubLogin(String needed, String pushing, String reading, String steps) {
  private static final Pattern ECR =
      Pattern.compile("[0-9]{12}\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?");
  private static final Pattern GOOGLE =
      Pattern.compile("[a-z0-9-]+-docker\\.pkg\\.dev|(?:[a-z]+\\.)?gcr\\.io");
  private static final Pattern ACR = Pattern.compile("([a-z0-9]+)\\.azurecr\\.io");
  private static final String TOKEN = "id-token: write";

  static GithubLogin of(Pipeline pipeline) {
    var host = pipeline.host();
    var ecr = ECR.matcher(host);
    if (ecr.matches()) {
      return byToken(
          "#   variable AWS_ROLE       the role that may push to ECR",
          Template.of("ci/github-aws.yml").with("region", ecr.group(1)));
    }
    var acr = ACR.matcher(host);
    if (acr.matches()) {
      return byToken(
          "#   variables AZURE_CLIENT_ID and AZURE_TENANT_ID: the identity that may push to ACR",
          Template.of("ci/github-azure.yml").with("name", acr.group(1)));
    }
    if (GOOGLE.matcher(host).matches()) {
      return byToken(
          "#   variables GOOGLE_WORKLOAD_IDENTITY_PROVIDER and GOOGLE_SERVICE_ACCOUNT",
          Template.of("ci/github-google.yml"));
    }
    return host.equals("ghcr.io")
        ? new GithubLogin(
            "", "packages: write", "packages: read", Template.of("ci/github-ghcr.yml").text())
        : new GithubLogin(
            "#   secrets REGISTRY_USERNAME and REGISTRY_PASSWORD: who may push images",
            "",
            "contents: read",
            Template.of("ci/github-password.yml").text());
  }

  private static GithubLogin byToken(String needed, Template steps) {
    return new GithubLogin(needed, TOKEN, TOKEN, steps.text());
  }
}
