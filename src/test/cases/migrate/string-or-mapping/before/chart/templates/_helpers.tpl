{{- define "chart.image" -}}
{{- if eq "string" (typeOf .Values.image) }}
{{- printf "%s" .Values.image -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository .Values.image.tag -}}
{{- end -}}
{{- end -}}
