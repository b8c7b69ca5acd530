{{/* A name that is made of itself again and again. */}}
{{- define "chart.name" -}}
{{- $name := .Values.name -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name = printf "%s-%s" $name $name | trunc 20 -}}
{{- $name -}}
{{- end }}
