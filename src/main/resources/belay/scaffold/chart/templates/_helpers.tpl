{{/* The image by its digest. Empty is refused, except where developers run the chart with Tilt. */}}
{{- define "<<name>>.image" -}}
{{- $repository := required "image.<<key>> is empty: name the image's repository" .Values.image.<<key>> -}}
{{- if or .Values.image.digest (not .Values.image.allowEmptyDigest) -}}
{{- $digest := required "image.digest is empty: <<name>> waits for its first deploy (belay deploy <<name>>)" .Values.image.digest -}}
{{- printf "%s@%s" $repository (regexReplaceAll "^.*@" $digest "") -}}
{{- else -}}
{{- $repository -}}
{{- end -}}
{{- end -}}

{{- define "<<name>>.selectorLabels" -}}
app.kubernetes.io/name: <<name>>
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "<<name>>.labels" -}}
{{ include "<<name>>.selectorLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "<<name>>.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default .Release.Name -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}
