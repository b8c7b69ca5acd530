#!/usr/bin/env python3
"""Fills a cluster with 1,000 services of one Deployment, ReplicaSet and Pod each, in 50 namespaces, and
prints the GitOps repository that wants them as a stream for git fast-import.

    live.py HOST PORT CA TOKEN
"""
import concurrent.futures
import http.client
import json
import ssl
import sys
import threading

HOST, PORT, CA, TOKEN = sys.argv[1:5]
SERVICES, NAMESPACES = 1000, 50
context = ssl.create_default_context(cafile=CA)
local = threading.local()


def call(method, path, body, kind="application/json"):
    connection = getattr(local, "connection", None)
    if connection is None:
        connection = local.connection = http.client.HTTPSConnection(HOST, int(PORT), context=context)
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind}
    connection.request(method, path, json.dumps(body), headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= 300:
        raise SystemExit(f"{method} {path}: {answer.status} {text[:300]}")
    return json.loads(text)


def name(i):
    return f"svc{i:04d}"


def namespace(i):
    return f"team{i % NAMESPACES:02d}"


def image(i):
    return f"registry.example.com/shop/{name(i)}@sha256:{i + 1:064x}"


def owner(kind, made):
    return [{
        "apiVersion": "apps/v1", "kind": kind, "name": made["metadata"]["name"],
        "uid": made["metadata"]["uid"], "controller": True,
    }]


def service(i):
    labels = {"app": name(i)}
    spec = {
        "containers": [
            {
                "name": name(i), "image": image(i),
                "env": [{"name": f"SETTING_{n}", "value": "x" * 40} for n in range(20)],
                "resources": {"limits": {"cpu": "1", "memory": "1Gi"}},
                "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}},
            },
        ],
    }
    template = {"metadata": {"labels": labels}, "spec": spec}
    apps = f"/apis/apps/v1/namespaces/{namespace(i)}"
    tracking = f"{name(i)}-production:apps/Deployment:{namespace(i)}/{name(i)}"
    deployment = call("POST", f"{apps}/deployments?fieldManager=argocd-controller", {
        "metadata": {"name": name(i), "annotations": {"argocd.argoproj.io/tracking-id": tracking}},
        "spec": {"replicas": 1, "selector": {"matchLabels": labels}, "template": template},
    })
    replicas = call("POST", f"{apps}/replicasets", {
        "metadata": {"name": f"{name(i)}-1", "labels": labels, "ownerReferences": owner("Deployment", deployment)},
        "spec": {"replicas": 1, "selector": {"matchLabels": labels}, "template": template},
    })
    pods = f"/api/v1/namespaces/{namespace(i)}/pods"
    call("POST", pods, {
        "metadata": {"name": f"{name(i)}-1-a", "labels": labels, "ownerReferences": owner("ReplicaSet", replicas)},
        "spec": spec,
    })
    call("PATCH", f"{pods}/{name(i)}-1-a/status", {
        "status": {
            "phase": "Running",
            "containerStatuses": [{
                "name": name(i), "image": image(i), "imageID": image(i), "ready": True, "restartCount": 0,
                "started": True, "state": {"running": {}},
            }],
        },
    }, "application/merge-patch+json")


def fill():
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for n in range(NAMESPACES):
            call("POST", "/api/v1/namespaces", {"metadata": {"name": f"team{n:02d}"}})
        list(pool.map(service, range(SERVICES)))


def file(path, text):
    data = text.encode()
    print(f"M 100644 inline {path}\ndata {len(data)}\n{text}")


def repository():
    print("commit refs/heads/main\ncommitter CI <ci@example.com> 1764000000 +0000\ndata 1\nx")
    file("belay.yaml", "environments:\n  - name: production\n")
    for i in range(SERVICES):
        repo, digest = image(i).split("@")
        file(f"environments/production/values/{name(i)}.yaml",
             f"image:\n  repository: {repo}\n  digest: {digest}\n")
        file(f"applications/platform/{name(i)}.yaml",
             "apiVersion: argoproj.io/v1alpha1\nkind: Application\n"
             f"metadata: {{name: {name(i)}-production, namespace: argocd}}\n"
             f"spec: {{destination: {{namespace: {namespace(i)}}}}}\n")


fill()
repository()
print("done")
