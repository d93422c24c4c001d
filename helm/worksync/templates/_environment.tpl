{{/* The settings of a service that anybody may read, for its ConfigMap. */}}
{{- define "worksync.settings" -}}
{{- $values := .root.Values -}}
{{- $service := .service -}}
WORKSYNC_HTTP_HOST: 0.0.0.0
WORKSYNC_HTTP_PORT: {{ $values.ports.http | quote }}
WORKSYNC_MANAGEMENT_PORT: {{ $values.ports.management | quote }}
{{- if not $values.production }}
WORKSYNC_PRODUCTION: "false"
{{- end }}
WORKSYNC_OIDC_ISSUER: {{ $values.oidc.issuer | quote }}
{{- with $values.oidc.internalUrl }}
QUARKUS_OIDC_AUTH_SERVER_URL: {{ . | quote }}
{{- if eq $.name "gateway" }}
QUARKUS_OIDC_LOGOUT_TOKENS_AUTH_SERVER_URL: {{ . | quote }}
WORKSYNC_KEYCLOAK_ISSUER: {{ . | quote }}
{{- end }}
{{- end }}
JAVA_TOOL_OPTIONS: {{ include "worksync.javaOptions" . | quote }}
{{- range $called := $service.calls }}
{{ (index $values.services $called).address }}: http://{{ include "worksync.fullname" $.root }}-{{ $called }}:{{ $values.ports.http }}
{{- end }}
{{- if $service.database }}
{{ include "worksync.postgresSettings" . }}
WORKSYNC_POSTGRES_USERNAME: {{ $service.database }}
{{- if $values.migrations.enabled }}
QUARKUS_FLYWAY_MIGRATE_AT_START: "false"
{{- end }}
{{- end }}
WORKSYNC_KAFKA_BOOTSTRAP_SERVERS: {{ $values.kafka.bootstrapServers | quote }}
KAFKA_SECURITY_PROTOCOL: {{ $values.kafka.securityProtocol }}
{{- if include "worksync.usesKafkaAccounts" .root }}
KAFKA_SASL_MECHANISM: {{ $values.kafka.saslMechanism }}
{{- end }}
{{- if and (hasSuffix "SSL" $values.kafka.securityProtocol) $values.kafka.trustKey $values.trust.existingConfigMap }}
KAFKA_SSL_TRUSTSTORE_TYPE: PEM
KAFKA_SSL_TRUSTSTORE_LOCATION: /etc/worksync/trust/{{ $values.kafka.trustKey }}
{{- end }}
{{- if $values.redis.cluster }}
WORKSYNC_REDIS_TYPE: cluster
{{- end }}
{{- if $values.redis.tls }}
QUARKUS_REDIS_TLS_ENABLED: "true"
QUARKUS_REDIS_TLS_HOSTNAME_VERIFICATION_ALGORITHM: HTTPS
{{- if and $values.redis.trustKey $values.trust.existingConfigMap }}
QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM: "true"
QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS: /etc/worksync/trust/{{ $values.redis.trustKey }}
{{- end }}
{{- end }}
{{- with $values.tracing.endpoint }}
WORKSYNC_TRACING_ENDPOINT: {{ . | quote }}
WORKSYNC_TRACING_SAMPLE_RATIO: {{ $values.tracing.sampleRatio | quote }}
{{- end }}
{{- if eq .name "gateway" }}
WORKSYNC_PUBLIC_URL: {{ $values.publicUrl | quote }}
WORKSYNC_ALLOWED_ORIGINS: {{ $values.publicUrl | trimSuffix "/" | quote }}
WORKSYNC_OIDC_CLIENT_ID: {{ $values.oidc.clientId | quote }}
WORKSYNC_LOGOUT_CLIENTS: {{ join "," $values.oidc.logoutClients | quote }}
WORKSYNC_KEYCLOAK_CLIENT_ID: {{ $values.oidc.gatewayClientId | quote }}
{{- with $values.trustedProxies }}
QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING: "true"
QUARKUS_HTTP_PROXY_TRUSTED_PROXIES: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- if eq .name "signaling-service" }}
{{- with $values.turn.urls }}
WORKSYNC_TURN_URLS: {{ join "," . | quote }}
{{- end }}
{{- with $values.media.janusUrls }}
WORKSYNC_SFU_JANUS_URLS: {{ join "," . | quote }}
{{- end }}
{{- with $values.media.recordings }}
WORKSYNC_SFU_RECORDINGS: {{ . | quote }}
{{- end }}
{{- end }}
{{- if and (eq .name "notification-service") $values.push.enabled }}
WORKSYNC_PUSH_CONTACT: {{ $values.push.contact | quote }}
WORKSYNC_PUSH_TEXT: {{ $values.push.text | quote }}
{{- with $values.push.hosts }}
WORKSYNC_PUSH_HOSTS: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := $service.env }}
{{ $variable }}: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "worksync.javaOptions" -}}
{{ .service.javaOptions }}
{{- if and .root.Values.trust.pkcs12Key .root.Values.trust.existingConfigMap }} -Djavax.net.ssl.trustStoreType=PKCS12 -Djavax.net.ssl.trustStorePassword= -Djavax.net.ssl.trustStore=/etc/worksync/trust/{{ .root.Values.trust.pkcs12Key }}{{ end }}
{{- end }}

{{- define "worksync.postgresSettings" -}}
{{- $values := .root.Values -}}
WORKSYNC_POSTGRES_ADDRESS: {{ $values.postgres.address | quote }}
{{- if $values.postgres.tls }}
QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE: verify-full
QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM: HTTPS
QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM: "true"
QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS: /etc/worksync/trust/{{ $values.trust.pemKey }}
QUARKUS_DATASOURCE_JDBC_URL: {{ printf "jdbc:postgresql://%s/%s?sslmode=verify-full&sslrootcert=/etc/worksync/trust/%s" $values.postgres.address .service.database $values.trust.pemKey | quote }}
{{- end }}
{{- end }}

{{/* What comes from Secrets, and what is put together with it: Kubernetes replaces $(…) when it starts the container. */}}
{{- define "worksync.secretEnvironment" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
- name: WORKSYNC_INSTANCE
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
{{- range $variable, $secret := .service.secrets }}
{{- $used := or (ne $variable "WORKSYNC_KAFKA_PASSWORD") (include "worksync.usesKafkaAccounts" $root) }}
{{- if and $used (include "worksync.needs" (dict "root" $root "variable" $variable "secret" $secret)) }}
{{ include "worksync.secretVariable" (dict "root" $root "variable" $variable "secret" $secret) }}
{{- end }}
{{- end }}
- name: WORKSYNC_REDIS_URL
  value: {{ printf "%s://%s:$(WORKSYNC_REDIS_PASSWORD)@%s" (ternary "rediss" "redis" $values.redis.tls) .service.redisUser $values.redis.address | quote }}
{{- if include "worksync.usesKafkaAccounts" $root }}
- name: KAFKA_SASL_JAAS_CONFIG
  value: {{ printf "org.apache.kafka.common.security.%s required username=\"%s\" password=\"$(WORKSYNC_KAFKA_PASSWORD)\";" (ternary "plain.PlainLoginModule" "scram.ScramLoginModule" (eq $values.kafka.saslMechanism "PLAIN")) .service.kafkaUser | quote }}
{{- end }}
{{- end }}
