package io.worksync.chat.database;

import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// An open session of PostgreSQL, mostly within a transaction.
///
/// Use cases hand it from one store to the next; what it is made of is the stores' business.
public record PgSession(StatelessSession hibernate) {}
