{{- define "shop.left" -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository .tag -}}
{{- end -}}
{{- end -}}
{{- define "shop.kept" -}}
{{ .Values.kept.repository }}:{{ .Values.kept.tag }}{{ with .Values.kept.digest }}@{{ . }}{{ end }}
{{- end -}}
{{- define "shop.in-tag" -}}
{{- if hasPrefix "sha256:" .Values.inTag.tag -}}
{{- printf "%s@%s" .Values.inTag.repository .Values.inTag.tag -}}
{{- else -}}
{{- printf "%s:%s" .Values.inTag.repository .Values.inTag.tag -}}
{{- end -}}
{{- end -}}
