/// Spans of OpenTelemetry: one trace follows a message from the client's frame to other clients'
/// sockets.
@org.jspecify.annotations.NullMarked
package io.worksync.operations.tracing;
