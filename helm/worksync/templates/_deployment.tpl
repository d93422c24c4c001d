{{- define "worksync.configMap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "worksync.fullname" .root }}-{{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "worksync.labels" . | nindent 4 }}
data:
  {{- include "worksync.settings" . | nindent 2 }}
{{- end }}

{{- define "worksync.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "worksync.fullname" .root }}-{{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "worksync.labels" . | nindent 4 }}
automountServiceAccountToken: false
{{- end }}

{{- define "worksync.deployment" -}}
{{- $name := printf "%s-%s" (include "worksync.fullname" .root) .name -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "worksync.labels" . | nindent 4 }}
spec:
  {{- if not .service.autoscaling.enabled }}
  replicas: {{ .service.replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  selector:
    matchLabels:
      {{- include "worksync.selector" . | nindent 6 }}
  strategy:
    type: RollingUpdate
    # one after another, and none goes before its successor is ready
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  template:
    metadata:
      labels:
        {{- include "worksync.labels" . | nindent 8 }}
      annotations:
        checksum/config: {{ include "worksync.settings" . | sha256sum }}
    spec:
      serviceAccountName: {{ $name }}
      automountServiceAccountToken: false
      # variables such as KAFKA_PORT, which Kubernetes makes of services, would be settings of Kafka's client
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ add .service.preStopSeconds .service.drainSeconds 15 }}
      {{- with include "worksync.pull" .root }}
      {{- . | nindent 6 }}
      {{- end }}
      securityContext:
        {{- include "worksync.podSecurity" . | nindent 8 }}
      topologySpreadConstraints:
        {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
        - maxSkew: 1
          topologyKey: {{ $key }}
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "worksync.selector" $ | nindent 14 }}
        {{- end }}
      {{- with .service.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .service.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ .name }}
          image: {{ include "worksync.image" (dict "root" .root "image" .service.image) }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          securityContext:
            {{- include "worksync.containerSecurity" . | nindent 12 }}
          ports:
            - {name: http, containerPort: {{ .root.Values.ports.http }}, protocol: TCP}
            - {name: management, containerPort: {{ .root.Values.ports.management }}, protocol: TCP}
          envFrom:
            - configMapRef:
                name: {{ $name }}
          env:
            {{- include "worksync.secretEnvironment" . | nindent 12 }}
          # two minutes to start; then liveness, which asks nothing outside the process, and readiness
          startupProbe:
            httpGet: {path: /q/health/started, port: management}
            periodSeconds: 2
            failureThreshold: 60
            timeoutSeconds: 2
          livenessProbe:
            httpGet: {path: /q/health/live, port: management}
            periodSeconds: 10
            failureThreshold: 3
            timeoutSeconds: 5
          readinessProbe:
            httpGet: {path: /q/health/ready, port: management}
            periodSeconds: 5
            failureThreshold: 2
            timeoutSeconds: 5
          lifecycle:
            preStop:
              sleep:
                seconds: {{ .service.preStopSeconds }}
          resources:
            {{- toYaml .service.resources | nindent 12 }}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
            {{- with include "worksync.trustMount" .root }}
            {{- . | nindent 12 }}
            {{- end }}
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 256Mi
        {{- with include "worksync.trustVolume" .root }}
        {{- . | nindent 8 }}
        {{- end }}
{{- end }}
