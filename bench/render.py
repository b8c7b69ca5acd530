#!/usr/bin/env python3
"""Prints the GitOps repository of 1,000 Applications as a stream for git fast-import: 50 charts, each
with the values of 20 environments, and the script that renders them one after the other by hand.

    render.py URL SCRIPT
"""
import sys

URL, SCRIPT = sys.argv[1:3]
CHARTS, ENVIRONMENTS = 50, 20

VALUES = """image:
  repository: registry.example.com/shop/{name}
  digest: sha256:{digest:064x}
replicas: {replicas}
env:
{env}
"""
HELPERS = """{{- define "labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | quote }}
{{- end }}
"""
DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {{- include "labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: {app: {{ .Release.Name }}}
  template:
    metadata:
      labels: {app: {{ .Release.Name }}}
    spec:
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}@{{ required "image.digest" .Values.image.digest }}"
          env:
            {{- range $name, $value := .Values.env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
"""
SERVICE = """apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
  labels: {{- include "labels" . | nindent 4 }}
spec:
  selector: {app: {{ .Release.Name }}}
  ports: [{port: 80, targetPort: 8080}]
"""
APPLICATION = """apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: {name}-{env}, namespace: argocd}}
spec:
  project: shop
  destination: {{server: "https://kubernetes.default.svc", namespace: shop-{env}}}
  source:
    repoURL: {url}
    targetRevision: main
    path: charts/{name}
    helm:
      releaseName: {name}
      valueFiles: [/environments/{env}/values/{name}.yaml]
"""


def main():
    files, script = {}, []
    environments = [f"env{e:02d}" for e in range(ENVIRONMENTS)]
    files["belay.yaml"] = "environments:\n" + "".join(f"  - name: {e}\n" for e in environments)
    for c in range(CHARTS):
        name = f"svc{c:02d}"
        files[f"charts/{name}/Chart.yaml"] = f"apiVersion: v2\nname: {name}\nversion: 1.0.{c}\n"
        files[f"charts/{name}/values.yaml"] = "image: {}\nreplicas: 1\nenv: {}\n"
        files[f"charts/{name}/templates/_helpers.tpl"] = HELPERS
        files[f"charts/{name}/templates/deployment.yaml"] = DEPLOYMENT
        files[f"charts/{name}/templates/service.yaml"] = SERVICE
        for e, env in enumerate(environments):
            values = "\n".join(f"  SETTING_{n}: value {c} {e} {n}" for n in range(20))
            files[f"environments/{env}/values/{name}.yaml"] = VALUES.format(
                name=name, digest=c * ENVIRONMENTS + e + 1, replicas=e % 5 + 1, env=values)
            files[f"applications/{name}/{env}.yaml"] = APPLICATION.format(name=name, env=env, url=URL)
            script.append(
                f"helm template charts/{name} --name-template {name} --namespace shop-{env}"
                f" --values environments/{env}/values/{name}.yaml --include-crds")
    out = sys.stdout.buffer
    out.write(b"commit refs/heads/main\ncommitter Bench <bench@example.com> 1790000000 +0000\n")
    out.write(b"data 5\nBegin\n")
    for path, text in files.items():
        data = text.encode()
        out.write(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
    out.write(b"done\n")
    with open(SCRIPT, "w") as file:
        file.write("#!/bin/sh\nset -e\n" + "\n".join(script) + "\n")


main()
