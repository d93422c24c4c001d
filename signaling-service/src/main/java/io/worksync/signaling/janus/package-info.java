/// The API of Janus media servers, over WebSocket.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.janus;
