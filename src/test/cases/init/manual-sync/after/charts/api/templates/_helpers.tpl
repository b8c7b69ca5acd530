{{/* The image by its digest. Empty is refused, except where developers run the chart with Tilt. */}}
{{- define "api.image" -}}
{{- $repository := required "image.repository is empty: name the image's repository" .Values.image.repository -}}
{{- if or .Values.image.digest (not .Values.image.allowEmptyDigest) -}}
{{- $digest := required "image.digest is empty: api waits for its first deploy (belay deploy api)" .Values.image.digest -}}
{{- printf "%s@%s" $repository (regexReplaceAll "^.*@" $digest "") -}}
{{- else -}}
{{- $repository -}}
{{- end -}}
{{- end -}}

{{- define "api.selectorLabels" -}}
app.kubernetes.io/name: api
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "api.labels" -}}
{{ include "api.selectorLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "api.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default .Release.Name -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}
