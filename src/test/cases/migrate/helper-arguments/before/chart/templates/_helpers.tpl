{{- define "shop.pair" -}}
{{ .repository }}:{{ .tag }}
{{- end -}}
{{- define "shop.tuple" -}}
{{- $image := index . 1 -}}
{{- $root := first . -}}
{{- $registry := default $image.registry $root.Values.global.imageRegistry -}}
{{- if $registry }}{{ $registry }}/{{ end }}{{ $image.repository }}:{{ $image.tag | default $root.Chart.AppVersion }}
{{- end -}}
{{- define "shop.items" -}}
{{- printf "%s:%s" (index . 0) (index . 1) -}}
{{- end -}}
{{- define "shop.container" -}}
- name: {{ .name }}
  image: {{ include "shop.tuple" (list .root .image) | quote }}
{{- end -}}
