#!/bin/sh
# Runs once, when the database is made.
set -eu
for name in chat presence notification signaling; do
    password=$(cat "/etc/worksync/secrets/$name-service-postgres-password")
    owner=$(cat "/etc/worksync/secrets/$name-owner-postgres-password")
    psql -v ON_ERROR_STOP=1 -U postgres -d postgres -v name="$name" -v owner="${name}_owner" -v password="$password" \
        -v owner_password="$owner" -f /docker-entrypoint-initdb.d/sql/postgres-accounts.sql
done
password=$(cat /etc/worksync/secrets/keycloak-postgres-password)
psql -v ON_ERROR_STOP=1 -U postgres -d postgres -v password="$password" <<'SQL'
CREATE ROLE keycloak LOGIN PASSWORD :'password';
CREATE DATABASE keycloak OWNER keycloak;
REVOKE ALL ON DATABASE keycloak FROM PUBLIC;
SQL
