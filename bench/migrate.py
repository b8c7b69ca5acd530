#!/usr/bin/env python3
"""Migrates charts and counts, apart from what Belay says of itself, how their images are rendered.

    migrate.py BELAY HELM [--split-tags] [FOLDER...]     each a chart or a folder of charts; none: a
                                                         set made here

Everything happens in copies. A chart counts where plain `helm template` renders it before, with its
file:// dependencies put into charts/. After the migration each empty digest in a values file gets a
digest of its own, and the chart is rendered again: an image counts as by digest where its repository
stays. Prints a table, and every field that is not by digest with -v as last argument.
"""
import concurrent.futures
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")
EMPTY = re.compile(r"""^(\s*(?:-\s+)?["']?\w*[dD]igest["']?:[ \t]*)(?:""|''|null|~)?([ \t]*(?:#.*)?)$""", re.M)
EMPTY_FLOW = re.compile(r"""(\b\w*[dD]igest["']?:[ \t]*)(?:""|'')""")
SUM = re.compile(r"checksum|hash|sha\d|md5", re.I)
UNSTABLE = object()
RUNS = 6


def charts(folder):
    """The charts that Belay takes: those inside of charts are a part of them."""
    for at, below, files in os.walk(folder):
        below[:] = sorted(b for b in below if b not in (".git", "node_modules"))
        if "Chart.yaml" in files:
            yield at
            below[:] = []


def vendored(chart, target):
    """A copy of a chart with its file:// dependencies in charts/."""
    shutil.copytree(chart, target, symlinks=False, ignore_dangling_symlinks=True, dirs_exist_ok=True)
    fill(chart, target, 0)


def fill(chart, target, depth):
    about = load(os.path.join(chart, "Chart.yaml")) or {}
    legacy = load(os.path.join(chart, "requirements.yaml")) or {}
    for dependency in (about.get("dependencies") or []) + (legacy.get("dependencies") or []):
        where = str(dependency.get("repository") or "")
        here = os.path.join(target, "charts", str(dependency.get("name")))
        if where.startswith("file://") and not os.path.exists(here) and depth < 6:
            there = os.path.normpath(os.path.join(chart, where[len("file://"):]))
            if os.path.isfile(os.path.join(there, "Chart.yaml")):
                shutil.copytree(there, here, ignore_dangling_symlinks=True)
                fill(there, here, depth + 1)
    nested = os.path.join(chart, "charts")
    for name in os.listdir(nested) if os.path.isdir(nested) else []:
        if os.path.isfile(os.path.join(nested, name, "Chart.yaml")):
            fill(os.path.join(nested, name), os.path.join(target, "charts", name), depth + 1)


def load(file):
    try:
        with open(file, "rb") as f:
            return yaml.load(f, LOADER)
    except (OSError, yaml.YAMLError, ValueError):
        return None


def read(file):
    try:
        with open(file, encoding="utf-8", errors="surrogateescape", newline="") as f:
            return f.read()
    except OSError:
        return ""


def set_digests(folder, before):
    """Fills the digests that a migration has brought: those on lines that were not there."""
    for at, _, files in os.walk(folder):
        for name in files:
            if not re.search(r"values.*\.ya?ml$", name):
                continue
            file = os.path.join(at, name)
            old = set(zip([""] + (lines := read(os.path.join(before, os.path.relpath(file, folder))).splitlines()), lines))
            now, above = [], ""
            for i, line in enumerate(read(file).splitlines(keepends=True)):
                bare, digest = line.rstrip("\r\n"), "sha256:" + hashlib.sha256(f"{file}{i}".encode()).hexdigest()
                if (above, bare) not in old:
                    line = EMPTY.sub(lambda m: m[1].rstrip() + " " + digest + ("  " + m[2].strip() if m[2].strip() else ""), bare) + line[len(bare):]
                    line = EMPTY_FLOW.sub(lambda m: m[1] + digest, line)
                above = bare
                now.append(line)
            with open(file, "w", encoding="utf-8", errors="surrogateescape", newline="") as f:
                f.write("".join(now))


def render(helm, chart, *more):
    env = {"PATH": os.environ["PATH"], "HOME": WORK, "KUBECONFIG": "/dev/null", "GOGC": "off", "GOMEMLIMIT": "512MiB"}
    done = subprocess.run([helm, "template", "release-name", ".", *more], cwd=chart, env=env, capture_output=True)
    return (done.stdout.decode("utf-8", "replace"), "") if done.returncode == 0 else (None, done.stderr.decode("utf-8", "replace"))


def documents(text):
    found = {}
    for part in re.split(r"(?m)^---\s*$", text):
        try:
            for document in yaml.load_all(part, LOADER):
                if isinstance(document, dict):
                    about = document.get("metadata") or {}
                    key = (document.get("kind"), about.get("namespace"), about.get("name"))
                    while key in found:
                        key += ("again",)
                    found[key] = document
        except (yaml.YAMLError, ValueError):
            found[("text", hashlib.sha256(part.encode()).hexdigest())] = part
    return found


def leaves(node, path=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, path + (str(key),))
        if not node:
            yield path, "{}"
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from leaves(value, path + (i,))
        if not node:
            yield path, "[]"
    else:
        yield path, node


def fields(text, steady):
    """The fields of a render; objects that another one has under another name go by their kind."""
    found = {}
    for key, document in documents(text).items():
        if key not in steady:
            key = key[:2] + ("a name made by chance",)
            while key in found:
                key += ("again",)
        found[key] = document
    return {(key,) + path: value for key, document in found.items() for path, value in leaves(document)}


def is_image(path, value):
    """The image of a container, or of a custom resource that calls it so."""
    return path[-1] == "image" and isinstance(value, str) and path[0][0] not in ("ConfigMap", "Secret", "CustomResourceDefinition")


def repository(image):
    return re.sub(r":[^/:@]*$", "", image.split("@")[0])


def judge(chart, work, before, after, state):
    """What became of one chart."""
    result = {"chart": chart, "rendered": False, "images": 0, "digest": 0, "reported": 0, "equal": True, "broken": "", "why": []}
    old, new = os.path.join(work, "old"), os.path.join(work, "new")
    vendored(before, old)
    vendored(after, new)
    set_digests(new, old)
    first, words = render(HELM, old)
    if first is None:
        result["why"].append("before: " + words.strip().splitlines()[-1][:200] if words.strip() else "before")
        return result
    chance = re.search(r"rand|now|gen[A-Z]|uuid|htpasswd|bcrypt|shuffle", templates(old))
    # a number of few comes twice now and then
    others = [render(HELM, old)[0] or first for _ in range(RUNS if chance else 0)]
    result["rendered"] = True
    now, words = render(HELM, new)
    if now is None and "is empty: " in words:
        # a digest that was there, and empty, is required now: with what Belay names it renders
        now, words = render(HELM, new, *state["rewritten"])
    steady = set(documents(first)).intersection(*map(documents, others))
    given = fields(render(HELM, new, *state["all"])[0] or "", steady) if state["all"] else {}
    was, unstable = fields(first, steady), set()
    for other in (fields(text, steady) for text in others):
        unstable |= {path for path in was if other.get(path, UNSTABLE) != was[path]} | (other.keys() - was.keys())
    images = {path: value for path, value in was.items() if is_image(path, value)}
    result["images"] = len(images)
    if now is None:
        result["broken"] = words.strip().splitlines()[-1][:300] if words.strip() else "?"
        return result
    then = fields(now, steady)
    for path, value in images.items():
        there = then.get(path)
        if any(isinstance(t, str) and DIGEST.search(t) and repository(t) == repository(value) for t in (there, given.get(path))):
            result["digest"] += 1
        else:
            result["reported"] += bool(state["reported"])
            result["why"].append(f"{path}: {value} -> {there}{' (the chart reports some)' if state['reported'] else ''}")
    for path in (was.keys() | then.keys()) - images.keys() - unstable:
        a, b = was.get(path), then.get(path)
        if a == b or path[0] in {p[0] for p in unstable if len(p) == 1}:
            continue
        if isinstance(a, str) and isinstance(b, str):
            if re.sub(r"@sha256:[0-9a-f]{64}", "", b) != b and bare(a, b):
                continue
            if SUM.search(str(path[-1])) and len(a) == len(b) and re.fullmatch(r"[0-9a-f]+", a + b):
                continue
        result["equal"] = False
        result["why"].append(f"{path}: {str(a)[:80]} -> {str(b)[:80]}")
    return result


def bare(a, b):
    """Whether two texts are the same but for the versions of images in them."""
    pattern = "".join("(?::[\\w][\\w.+-]*)?(?:@sha256:[0-9a-f]{64})?" if DIGEST.match(part) else re.escape(part)
                      for part in re.split(r"(@sha256:[0-9a-f]{64})", b))
    return re.fullmatch(pattern, a) is not None


def templates(chart):
    text = []
    for at, _, files in os.walk(chart):
        for name in files:
            if "/templates" in at or name.endswith(".tgz"):
                with open(os.path.join(at, name), encoding="utf-8", errors="replace") as f:
                    text += re.findall(r"\{\{.*?\}\}", f.read(), re.S) if not name.endswith(".tgz") else ["rand"]
    return "".join(text)


def made_here(folder, count=100):
    """Charts as people write them."""
    images = [
        'image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"',
        'image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"',
        "image: {{ .Values.image.registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}",
        'image: {{ include "app.image" . }}',
        "image: nginx:1.27",
    ]
    for i in range(count):
        chart = os.path.join(folder, f"app{i:04d}")
        os.makedirs(os.path.join(chart, "templates"))
        write(chart, "Chart.yaml", f"apiVersion: v2\nname: app{i:04d}\nversion: 0.1.0\nappVersion: \"1.{i}\"\n")
        write(chart, "values.yaml", f"image:\n  registry: registry.example.com\n  repository: shop/app{i}\n  # -- the version\n  tag: \"1.{i}\"\nreplicas: 1\n")
        write(chart, "templates/_helpers.tpl", '{{- define "app.image" -}}\n{{ .Values.image.repository }}:{{ .Values.image.tag }}\n{{- end }}\n')
        write(chart, "templates/deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n  replicas: {{ .Values.replicas }}\n  selector:\n    matchLabels: {app: app}\n  template:\n    metadata:\n      labels: {app: app}\n    spec:\n      containers:\n        - name: app\n          " + images[i % len(images)] + "\n")


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
        f.write(text)


def digests(chart, states):
    """Helm's flags for the digests of a chart's images."""
    keys = sorted({v for s in chart["sites"] if s["state"] in states for v in s["values"] if "*" not in v})
    return ["--set-string", ",".join(f"{key}=sha256:{hashlib.sha256(key.encode()).hexdigest()}" for key in keys)] if keys else []


def main():
    global HELM, WORK
    arguments = sys.argv[1:]
    verbose = "-v" in arguments
    flags = [a for a in arguments if a.startswith("--")]
    belay, HELM, *folders = [a for a in arguments if a != "-v" and a not in flags]
    belay, HELM = os.path.abspath(belay), os.path.abspath(HELM)
    with tempfile.TemporaryDirectory() as WORK:
        if not folders:
            made_here(os.path.join(WORK, "made"))
            folders = [os.path.join(WORK, "made")]
        # a chart may use others of its repository: they are copied with it
        roots, named = {}, []
        for folder in map(os.path.abspath, folders):
            root = folder
            while root != "/" and not os.path.exists(os.path.join(root, ".git")):
                root = os.path.dirname(root)
            root = folder if root == "/" else root
            if root not in roots:
                roots[root] = os.path.join(WORK, "after", str(len(roots)))
                shutil.copytree(root, roots[root], symlinks=True, ignore=shutil.ignore_patterns(".git"))
                os.makedirs(os.path.join(roots[root], ".git"))
            named.append((folder, os.path.normpath(os.path.join(roots[root], os.path.relpath(folder, root)))))
        start = time.time()
        done = subprocess.run([belay, "migrate", *[n for _, n in named], *flags, "--write", "--helm", HELM, "-o", "json"], capture_output=True, text=True)
        seconds = time.time() - start
        if done.returncode != 0:
            sys.exit(done.stderr)
        said = {os.path.normpath(c["chart"]): c for c in json.loads(done.stdout)["charts"]}
        again = subprocess.run([belay, "migrate", *[n for _, n in named], *flags, "--helm", HELM, "-o", "json"], capture_output=True, text=True)
        pairs = [(b + a[len(n):], a) for b, n in named for a in charts(n)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            jobs = []
            for i, (before, after) in enumerate(pairs):
                chart = said.get(os.path.normpath(after), {"sites": []})
                state = {
                    "reported": any(s["state"] == "reported" for s in chart["sites"]),
                    "rewritten": digests(chart, ("rewritten",)),
                    "all": digests(chart, ("rewritten", "already")),
                }
                jobs.append(pool.submit(judge, before, os.path.join(WORK, "judge", str(i)), before, after, state))
            results = [job.result() for job in jobs]
        sites = [s for c in said.values() for s in c["sites"]]
        wrong = [c["chart"] for c in said.values() for r, (_, a) in zip(results, pairs)
                 if os.path.normpath(a) == os.path.normpath(c["chart"]) and (r["broken"] or not r["equal"]) and any(s["proved"] for s in c["sites"] if s["state"] == "rewritten")]
        rendered = [r for r in results if r["rendered"]]
        images = sum(r["images"] for r in rendered)
        show("charts", len(pairs))
        show("rendered before", len(rendered))
        show("places that name an image", f'{len(sites)}: ' + ", ".join(f'{sum(s["state"] == k for s in sites)} {k}' for k in ("rewritten", "already", "reported")) + f'; {sum(s["proved"] for s in sites)} proved')
        show("image fields by digest after", percent(sum(r["digest"] for r in rendered), images))
        show("charts with the rest equal", percent(sum(r["equal"] and not r["broken"] for r in rendered), len(rendered)))
        show("other image fields, in charts that report", sum(r["reported"] for r in rendered))
        show("broken after", sum(bool(r["broken"]) for r in rendered))
        show("called proved, and wrong", len(wrong))
        show("files that a second run would change", len(json.loads(again.stdout)["files"]) if again.returncode == 0 else again.stderr)
        show("seconds", f"{seconds:.1f}")
        if verbose:
            for r in results:
                for why in ([r["broken"]] if r["broken"] else []) + r["why"]:
                    print(r["chart"], why)


def percent(part, whole):
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "none"


def show(what, figure):
    print(f"{what:45} {figure}")


main()
