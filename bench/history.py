"""Prints a GitOps repository as a stream for git fast-import: four environments of 2,500 services,
and as many commits as asked for: deployments, promotions, and some merges of topic branches."""

import random
import sys

ENVIRONMENTS = ["development", "staging", "production", "production-eu"]
SERVICES = [f"svc{i:04d}" for i in range(2500)]
VALUES = """# service {service}
replicaCount: 2
image:
  repository: registry.example.com/shop/{service}
  digest: "sha256:{digest}"   # set by the pipeline
  pullPolicy: IfNotPresent
env:
  - name: LOG_LEVEL
    value: info
resources:
  limits: {{cpu: 500m, memory: 256Mi}}
"""
MESSAGE = """Deploy {service}@sha256:{short}

Belay-Service: {service}
Belay-Image: registry.example.com/shop/{service}@sha256:{digest}
Belay-Previous: sha256:{previous}
Belay-Environment: {environment}
Belay-Action: deploy
"""


class Stream:
    def __init__(self, out):
        self.out = out
        self.mark = 0
        self.state = {}

    def data(self, text):
        content = text.encode()
        self.out.write(b"data %d\n%s\n" % (len(content), content))

    def commit(self, branch, message, places, parents):
        self.mark += 1
        time = 1_600_000_000 + self.mark * 300
        self.out.write(
            f"commit refs/heads/{branch}\nmark :{self.mark}\n"
            f"author Ada <ada@example.com> {time} +0000\n"
            f"committer CI <ci@example.com> {time} +0000\n".encode()
        )
        self.data(message)
        for word, parent in zip(["from", "merge"], parents):
            self.out.write(f"{word} :{parent}\n".encode())
        for environment, service in places:
            self.out.write(f"M 100644 inline environments/{environment}/values/{service}.yaml\n".encode())
            self.data(VALUES.format(service=service, digest=self.state[environment, service]))
        return self.mark

    def deploy(self, branch, parent, place, digest):
        previous, self.state[place] = self.state[place], digest
        message = MESSAGE.format(
            service=place[1], environment=place[0], digest=digest, short=digest[:12], previous=previous
        )
        return self.commit(branch, message, [place], [parent])


def digest():
    return f"{random.getrandbits(256):064x}"


def main(commits):
    random.seed(1)
    stream = Stream(sys.stdout.buffer)
    places = [(environment, service) for environment in ENVIRONMENTS for service in SERVICES]
    stream.state = {place: digest() for place in places}
    tip = stream.commit("main", "Begin", places, [])
    while stream.mark < commits:
        place = random.choice(places)
        if random.random() < 0.03:
            topic = stream.deploy("topic", tip, place, digest())
            other = random.choice([p for p in places[:50] if p != place])
            here = stream.deploy("main", tip, other, digest())
            tip = stream.commit("main", "Merge branch 'topic'", [place], [here, topic])
        elif place[0] == ENVIRONMENTS[0] or random.random() < 0.3:
            tip = stream.deploy("main", tip, place, digest())
        else:
            before = ENVIRONMENTS[ENVIRONMENTS.index(place[0]) - 1]
            tip = stream.deploy("main", tip, place, stream.state[before, place[1]])
    stream.out.write(b"done\n")


main(int(sys.argv[1]))
