{{- define "shop.belay.digest" -}}
{{- if or .image.digest (not .image.allowEmptyDigest) -}}
{{- $digest := required (printf "%s is empty: shop waits for its first deploy (belay deploy shop)" .key) .image.digest -}}
@{{- regexReplaceAll "^.*@" $digest "" -}}
{{- end -}}
{{- end -}}
