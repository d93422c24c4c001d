package io.worksync.chat.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/// Has long statements prepared once for a connection too: by default the client leaves out all of
/// more than 2,048 characters, such as the one that stores messages, and PostgreSQL would parse and
/// plan it for each send.
@Singleton
class StatementCache implements PgPoolCreator {

    private static final int LONGEST = 8_192;

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(options -> options.setPreparedStatementCacheSqlLimit(LONGEST));
        return PgBuilder.pool()
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .with(input.poolOptions())
                .using(input.vertx())
                .build();
    }
}
