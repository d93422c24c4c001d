/// Keycloak's own record of what ended: what no logout tells, such as a disabled user.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.keycloak;
