/// Descriptions and ICE candidates between participants.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.signal;
