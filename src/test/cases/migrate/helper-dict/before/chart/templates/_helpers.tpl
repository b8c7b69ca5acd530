{{- define "image" -}}
{{- $registry := .image.registry -}}
{{- $tag := .image.tag | default .context.Chart.AppVersion -}}
{{- printf "%s/%s:%s" $registry .image.repository $tag -}}
{{- end -}}
