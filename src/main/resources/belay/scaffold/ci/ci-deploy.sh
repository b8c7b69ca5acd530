#!/usr/bin/env bash
# ci-deploy.sh SERVICE:             builds a service, pushes its image, pins the digest in <<first>>.
<<promotes>>
#
# What may be set:
#   GITOPS_REPO     the GitOps repository (URL or path)
#   REGISTRY        the registry's host and path of the images
#   GIT_SHA         the source commit (default: the CI system's, else HEAD)
#   BUILD_COMMAND   builds the image (default: Bazel)
#   IMAGE_DIR       the OCI layout that the build leaves (default: where Bazel does)
#   BELAY           the program (default: belay; docs/ci.md of Belay: how to make an archive of it)
# Credentials come from the environment as Belay documents it: BELAY_GIT_TOKEN for Git,
# DOCKER_CONFIG or DOCKER_AUTH_CONFIG for the registry.
set -euo pipefail

SERVICE=${1:?"usage: ci-deploy.sh SERVICE [ENVIRONMENT]"}
ENVIRONMENT=${2:-<<first>>}
GITOPS_REPO=${GITOPS_REPO:-<<url>>}
<<registry>>
BELAY=${BELAY:-belay}
GIT_SHA=${GIT_SHA:-${GITHUB_SHA:-${CI_COMMIT_SHA:-$(git rev-parse HEAD)}}}
export SERVICE GIT_SHA

# A later environment gets the digest that stands in the one before it, and only where that is what
# this commit built: once a newer one has been deployed there, this is refused.
if [ "$ENVIRONMENT" != <<first>> ]; then
  exec "$BELAY" promote "${SERVICE}=${REGISTRY}/${SERVICE}:${GIT_SHA}" --to "$ENVIRONMENT" \
    --repo "$GITOPS_REPO" --revision "$GIT_SHA" --yes
fi

# 1) Build the OCI image.
if [ -n "${BUILD_COMMAND:-}" ]; then
  bash -c "$BUILD_COMMAND"
else
  bazel build "//services/${SERVICE}:${SERVICE}_image"
fi
IMAGE_DIR=${IMAGE_DIR:-$(bazel info bazel-bin)/services/${SERVICE}/${SERVICE}_image}

# 2) Push it; the answer is REPOSITORY@DIGEST, which nobody can move.
IMAGE=$("$BELAY" push "$IMAGE_DIR" "${REGISTRY}/${SERVICE}:${GIT_SHA}")

# 3) Pin the digest: one commit, on top of whatever others push meanwhile.
"$BELAY" deploy "${SERVICE}=${IMAGE}" --env "$ENVIRONMENT" --repo "$GITOPS_REPO" \
  --revision "$GIT_SHA" --yes

echo "deployed ${IMAGE} to ${ENVIRONMENT}" >&2
