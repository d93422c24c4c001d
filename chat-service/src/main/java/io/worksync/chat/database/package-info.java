/// The one way to PostgreSQL: bounded, with deadlines, failing as refusals.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.database;
