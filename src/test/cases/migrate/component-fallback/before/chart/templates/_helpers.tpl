{{- define "traces.image" -}}
{{- $registry := coalesce .component.registry .general.registry -}}
{{- $repository := coalesce .component.repository .general.repository -}}
{{- $tag := coalesce .component.tag .general.tag .version | toString -}}
{{- printf "%s/%s:%s" $registry $repository $tag -}}
{{- end -}}
{{- define "traces.imageOf" -}}
{{- $component := (index .ctx.Values .component).image | default dict -}}
{{- include "traces.image" (dict "component" $component "general" .ctx.Values.traces.image "version" .ctx.Chart.AppVersion) -}}
{{- end -}}
