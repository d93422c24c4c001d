{{- define "worksync.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "worksync.fullname" .root }}-{{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "worksync.labels" . | nindent 4 }}
spec:
  type: ClusterIP
  selector:
    {{- include "worksync.selector" . | nindent 4 }}
  ports:
    - {name: http, port: {{ .root.Values.ports.http }}, targetPort: http, protocol: TCP, appProtocol: http}
    - {name: management, port: {{ .root.Values.ports.management }}, targetPort: management, protocol: TCP, appProtocol: http}
{{- end }}

{{- define "worksync.autoscaler" -}}
{{- $name := printf "%s-%s" (include "worksync.fullname" .root) .name -}}
{{- $scaling := .service.autoscaling -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ $name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "worksync.labels" . | nindent 4 }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ $name }}}
  minReplicas: {{ $scaling.minReplicas }}
  maxReplicas: {{ $scaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: {{ $scaling.cpuPercent }}}
    {{- if $scaling.connections }}
    - type: Pods
      pods:
        metric: {name: {{ $scaling.connectionsMetric }}}
        target: {type: AverageValue, averageValue: {{ $scaling.connections | quote }}}
    {{- end }}
  behavior:
    scaleUp:
      stabilizationWindowSeconds: 0
      policies: [{type: Pods, value: 2, periodSeconds: 60}]
    # each pod that goes costs its clients a reconnect
    scaleDown:
      stabilizationWindowSeconds: 600
      policies: [{type: Pods, value: 1, periodSeconds: 120}]
{{- end }}

{{- define "worksync.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "worksync.fullname" .root }}-{{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "worksync.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .service.disruption.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "worksync.selector" . | nindent 6 }}
{{- end }}

{{- define "worksync.serviceMonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: {{ include "worksync.fullname" .root }}-{{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "worksync.labels" . | nindent 4 }}
    {{- with .root.Values.serviceMonitor.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  selector:
    matchLabels:
      {{- include "worksync.selector" . | nindent 6 }}
  endpoints:
    - port: management
      path: /q/metrics
      interval: {{ .root.Values.serviceMonitor.interval }}
{{- end }}
