/// Connections: one socket each, and what may come in and go out on it.
///
/// Everything of a connection runs on its event loop and takes no lock. What a command means is
/// decided elsewhere; [CommandHandler][io.worksync.gateway.connection.CommandHandler] is the table.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.connection;
