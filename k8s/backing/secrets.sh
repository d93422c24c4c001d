#!/bin/sh
# Prints the Secret `worksync` with fresh random values: k8s/backing/secrets.sh | kubectl apply -f -
# Run it once: the databases keep the passwords that they were made with.
set -eu
cat <<'YAML'
apiVersion: v1
kind: Secret
metadata:
  name: worksync
  namespace: worksync
stringData:
YAML
for key in \
    chat-service-postgres-password presence-service-postgres-password notification-service-postgres-password \
    signaling-service-postgres-password chat-owner-postgres-password presence-owner-postgres-password \
    notification-owner-postgres-password signaling-owner-postgres-password postgres-password keycloak-postgres-password \
    gateway-redis-password chat-service-redis-password presence-service-redis-password notification-service-redis-password \
    signaling-service-redis-password gateway-kafka-password chat-service-kafka-password presence-service-kafka-password \
    notification-service-kafka-password signaling-service-kafka-password gateway-keycloak-client-secret \
    check-client-secret keycloak-admin-password; do
    echo "  $key: $(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
done
