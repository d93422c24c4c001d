/// Meetings as their participants see them, against real PostgreSQL, Redis, Kafka and Keycloak.
package io.worksync.signaling;
