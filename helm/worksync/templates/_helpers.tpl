{{- define "worksync.fullname" -}}
{{- if contains "worksync" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-worksync" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* What selects the pods of a part; never changes. */}}
{{- define "worksync.selector" -}}
app.kubernetes.io/name: worksync
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end }}

{{- define "worksync.labels" -}}
{{ include "worksync.selector" . }}
app.kubernetes.io/part-of: worksync
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{/* By digest where one is named. */}}
{{- define "worksync.image" -}}
{{- $image := .image -}}
{{- $repository := printf "%s/%s" .root.Values.image.registry $image.repository | trimPrefix "/" -}}
{{- if $image.digest }}{{ $repository }}@{{ $image.digest }}{{ else }}{{ $repository }}:{{ $image.tag | default .root.Values.image.tag | default .root.Chart.AppVersion }}{{ end }}
{{- end }}

{{/* Pod Security "restricted". */}}
{{- define "worksync.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "worksync.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
privileged: false
capabilities:
  drop: [ALL]
{{- end }}

{{- define "worksync.pull" -}}
{{- with .Values.image.pullSecrets -}}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Whether this deployment needs an optional secret. */}}
{{- define "worksync.needs" -}}
{{- $values := .root.Values -}}
{{- if not .secret.optional }}yes
{{- else if .secret.existingSecret }}yes
{{- else if and (eq .variable "WORKSYNC_TURN_SECRET") $values.turn.urls }}yes
{{- else if and (eq .variable "WORKSYNC_PUSH_PRIVATE_KEY") $values.push.enabled }}yes
{{- else if and (hasPrefix "WORKSYNC_SFU_JANUS_" .variable) $values.media.janusUrls }}yes
{{- end }}
{{- end }}

{{- define "worksync.usesKafkaAccounts" -}}
{{- if hasPrefix "SASL_" .Values.kafka.securityProtocol }}yes{{ end }}
{{- end }}

{{/* The trusted certificates as a volume, where a part needs them. */}}
{{- define "worksync.trustVolume" -}}
{{- if .Values.trust.existingConfigMap -}}
- name: trust
  configMap:
    name: {{ .Values.trust.existingConfigMap }}
{{- end }}
{{- end }}

{{- define "worksync.trustMount" -}}
{{- if .Values.trust.existingConfigMap -}}
- name: trust
  mountPath: /etc/worksync/trust
  readOnly: true
{{- end }}
{{- end }}

{{- define "worksync.secretVariable" -}}
- name: {{ .variable }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret.existingSecret | default .root.Values.existingSecret }}
      key: {{ .secret.key }}
{{- end }}

{{/* An image of somebody else, with its own registry. */}}
{{- define "worksync.foreignImage" -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag }}{{ end }}
{{- end }}
