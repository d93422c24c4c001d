{{/* One flow outwards to a backing service, by its name in networkPolicy.peers. */}}
{{- define "worksync.egressTo" -}}
{{- $policy := .root.Values.networkPolicy -}}
# {{ .flow }}
- to:
    {{- toYaml (index $policy.peers .flow) | nindent 4 }}
  ports:
    {{- range index $policy.ports .flow }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
{{- end }}

{{- define "worksync.egressToDns" -}}
# dns
- to:
    {{- toYaml .Values.networkPolicy.peers.dns | nindent 4 }}
  ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
{{- end }}

{{- define "worksync.networkPolicy" -}}
{{- $values := .root.Values -}}
{{- $peers := $values.networkPolicy.peers -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "worksync.fullname" .root }}-{{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "worksync.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "worksync.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    {{- if eq .name "gateway" }}
    # people
    - from:
        {{- toYaml $peers.ingress | nindent 8 }}
      ports:
        - {port: {{ $values.ports.http }}, protocol: TCP}
    {{- if $values.test.enabled }}
    # helm test
    - from:
        - podSelector:
            matchLabels:
              {{- include "worksync.selector" (dict "root" .root "name" "check") | nindent 14 }}
      ports:
        - {port: {{ $values.ports.http }}, protocol: TCP}
    {{- end }}
    {{- end }}
    {{- range $caller, $service := $values.services }}
    {{- if has $.name $service.calls }}
    # {{ $caller }}
    - from:
        - podSelector:
            matchLabels:
              {{- include "worksync.selector" (dict "root" $.root "name" $caller) | nindent 14 }}
      ports:
        - {port: {{ $values.ports.http }}, protocol: TCP}
    {{- end }}
    {{- end }}
    {{- with $peers.monitoring }}
    # metrics
    - from:
        {{- toYaml . | nindent 8 }}
      ports:
        - {port: {{ $values.ports.management }}, protocol: TCP}
    {{- end }}
  egress:
    {{- include "worksync.egressToDns" .root | nindent 4 }}
    {{- range $called := .service.calls }}
    # {{ $called }}
    - to:
        - podSelector:
            matchLabels:
              {{- include "worksync.selector" (dict "root" $.root "name" $called) | nindent 14 }}
      ports:
        - {port: {{ $values.ports.http }}, protocol: TCP}
    {{- end }}
    {{- if .service.database }}
    {{- include "worksync.egressTo" (dict "root" .root "flow" "postgres") | nindent 4 }}
    {{- end }}
    {{- include "worksync.egressTo" (dict "root" .root "flow" "kafka") | nindent 4 }}
    {{- include "worksync.egressTo" (dict "root" .root "flow" "redis") | nindent 4 }}
    {{- if .service.oidc }}
    {{- include "worksync.egressTo" (dict "root" .root "flow" "oidc") | nindent 4 }}
    {{- end }}
    {{- if and (eq .name "signaling-service") $values.media.janusUrls }}
    {{- include "worksync.egressTo" (dict "root" .root "flow" "janus") | nindent 4 }}
    {{- end }}
    {{- if and (eq .name "notification-service") $values.push.enabled }}
    {{- include "worksync.egressTo" (dict "root" .root "flow" "push") | nindent 4 }}
    {{- end }}
    {{- if $values.tracing.endpoint }}
    {{- include "worksync.egressTo" (dict "root" .root "flow" "tracing") | nindent 4 }}
    {{- end }}
    {{- with index $values.networkPolicy.extraEgress .name }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
