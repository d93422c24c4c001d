/// Revocations in Redis: what one node revokes, all refuse.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.revocation;
