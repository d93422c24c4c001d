{{/* Fails with the name of everything that is missing, all at once. */}}
{{- define "worksync.requireAll" -}}
{{- $values := .Values -}}
{{- $missing := list -}}
{{- if not $values.publicUrl }}{{ $missing = append $missing "publicUrl: the address that people open, https://…" }}{{ end -}}
{{- if not $values.oidc.issuer }}{{ $missing = append $missing "oidc.issuer: the identity provider's realm, https://…/realms/…" }}{{ end -}}
{{- if not $values.postgres.address }}{{ $missing = append $missing "postgres.address: host:port of PostgreSQL" }}{{ end -}}
{{- if not $values.kafka.bootstrapServers }}{{ $missing = append $missing "kafka.bootstrapServers: host:port,… of Kafka" }}{{ end -}}
{{- if not $values.redis.address }}{{ $missing = append $missing "redis.address: host:port of Redis" }}{{ end -}}
{{- if and $values.postgres.tls (not $values.trust.existingConfigMap) }}{{ $missing = append $missing "trust.existingConfigMap: the ConfigMap with the certificates of PostgreSQL's authority" }}{{ end -}}
{{- $root := . -}}
{{- range $name, $service := $values.services -}}
{{- range $variable, $secret := $service.secrets -}}
{{- $needed := include "worksync.needs" (dict "root" $root "variable" $variable "secret" $secret) -}}
{{- $used := or (ne $variable "WORKSYNC_KAFKA_PASSWORD") (include "worksync.usesKafkaAccounts" $root) -}}
{{- if and $needed $used (not $secret.existingSecret) (not $values.existingSecret) -}}
{{- $missing = append $missing (printf "services.%s.secrets.%s.existingSecret: the Secret with the key %s (or existingSecret, one for all)" $name $variable $secret.key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and $values.migrations.enabled (not $values.migrations.existingSecret) (not $values.existingSecret) -}}
{{- $missing = append $missing "migrations.existingSecret: the Secret with the passwords of the databases' owners" -}}
{{- end -}}
{{- if and $values.push.enabled (not $values.push.contact) }}{{ $missing = append $missing "push.contact: whom push services may ask, mailto:… or https://…" }}{{ end -}}
{{- if $values.networkPolicy.enabled -}}
{{- range $flow := list "postgres" "kafka" "redis" "oidc" "dns" -}}
{{- if not (index $values.networkPolicy.peers $flow) }}{{ $missing = append $missing (printf "networkPolicy.peers.%s: where it is, as NetworkPolicy peers" $flow) }}{{ end -}}
{{- end -}}
{{- if not $values.networkPolicy.peers.ingress }}{{ $missing = append $missing "networkPolicy.peers.ingress: whose pods may open the gateway" }}{{ end -}}
{{- if and $values.serviceMonitor.enabled (not $values.networkPolicy.peers.monitoring) }}{{ $missing = append $missing "networkPolicy.peers.monitoring: whose pods may read metrics" }}{{ end -}}
{{- if and $values.media.janusUrls (not $values.networkPolicy.peers.janus) }}{{ $missing = append $missing "networkPolicy.peers.janus: where the media server is, as NetworkPolicy peers" }}{{ end -}}
{{- if and $values.push.enabled (not $values.networkPolicy.peers.push) }}{{ $missing = append $missing "networkPolicy.peers.push: where browsers' push services are, as NetworkPolicy peers" }}{{ end -}}
{{- if and $values.tracing.endpoint (not $values.networkPolicy.peers.tracing) }}{{ $missing = append $missing "networkPolicy.peers.tracing: where the collector of traces is, as NetworkPolicy peers" }}{{ end -}}
{{- end -}}
{{- if and $values.httpRoute.enabled (not $values.httpRoute.parentRefs) }}{{ $missing = append $missing "httpRoute.parentRefs: the Gateway that it attaches to" }}{{ end -}}
{{- if and $values.ingress.enabled (not $values.ingress.tlsSecret) }}{{ $missing = append $missing "ingress.tlsSecret: the Secret with the certificate of publicUrl" }}{{ end -}}
{{- if and $values.test.enabled (not $values.test.existingSecret) (not $values.existingSecret) }}{{ $missing = append $missing (printf "test.existingSecret: the Secret with the key %s, or test.enabled=false" $values.test.key) }}{{ end -}}
{{- if $values.coturn.enabled -}}
{{- range $name := list "namespace" "publicAddress" "tlsSecret" "existingSecret" "nodeSelector" -}}
{{- if not (index $values.coturn $name) }}{{ $missing = append $missing (printf "coturn.%s" $name) }}{{ end -}}
{{- end -}}
{{- if not (or $values.coturn.image.tag $values.coturn.image.digest) }}{{ $missing = append $missing "coturn.image.tag: 4.7.0 or later, or a digest" }}{{ end -}}
{{- if eq $values.coturn.namespace .Release.Namespace }}{{ $missing = append $missing "coturn.namespace: another one than that of the services" }}{{ end -}}
{{- end -}}
{{- if $values.janus.enabled -}}
{{- range $name := list "namespace" "publicAddress" "signalingAcl" "existingSecret" "nodeSelector" -}}
{{- if not (index $values.janus $name) }}{{ $missing = append $missing (printf "janus.%s" $name) }}{{ end -}}
{{- end -}}
{{- if not (and $values.janus.image.repository (or $values.janus.image.tag $values.janus.image.digest)) }}{{ $missing = append $missing "janus.image: repository, and tag or digest" }}{{ end -}}
{{- if eq $values.janus.namespace .Release.Namespace }}{{ $missing = append $missing "janus.namespace: another one than that of the services" }}{{ end -}}
{{- end -}}
{{- if $missing }}{{ fail (printf "\nThese values are missing:\n  %s\n" (join "\n  " $missing)) }}{{ end -}}
{{- end }}
