{{- define "shop.image" -}}
{{- if kindIs "map" .Values.image -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image }}
{{- end -}}
{{- end -}}
