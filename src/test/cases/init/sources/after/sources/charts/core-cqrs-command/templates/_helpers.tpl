{{/* The image by its digest. Empty is refused, except where developers run the chart with Tilt. */}}
{{- define "core-cqrs-command.image" -}}
{{- $repository := required "image.graph is empty: name the image's repository" .Values.image.graph -}}
{{- if or .Values.image.digest (not .Values.image.allowEmptyDigest) -}}
{{- $digest := required "image.digest is empty: core-cqrs-command waits for its first deploy (belay deploy core-cqrs-command)" .Values.image.digest -}}
{{- printf "%s@%s" $repository (regexReplaceAll "^.*@" $digest "") -}}
{{- else -}}
{{- $repository -}}
{{- end -}}
{{- end -}}

{{- define "core-cqrs-command.selectorLabels" -}}
app.kubernetes.io/name: core-cqrs-command
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "core-cqrs-command.labels" -}}
{{ include "core-cqrs-command.selectorLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "core-cqrs-command.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default .Release.Name -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}
