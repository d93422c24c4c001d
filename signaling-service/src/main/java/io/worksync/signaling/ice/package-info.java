/// STUN and TURN servers with credentials.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.ice;
