package io.worksync.benchmarks.scenario;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.side.BenchStack;
import io.worksync.benchmarks.side.Plan;
import io.worksync.benchmarks.side.SocketIoSide;
import io.worksync.benchmarks.side.WorkSyncSide;
import java.util.List;

/// WorkSync and Socket.IO, up at the same time on the same PostgreSQL and Redis.
record Contest(Vertx vertx, Contender worksync, Contender socketIo) implements AutoCloseable {

    static Contest start(BenchStack stack, List<Plan> plans) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        WorkSyncSide worksync = new WorkSyncSide(stack);
        SocketIoSide socketIo = new SocketIoSide(stack);
        Results.say("starting WorkSync; signing everybody in");
        Contender ours = new Contender(vertx, worksync, worksync.start(plans));
        Results.say("starting Socket.IO");
        return new Contest(vertx, ours, new Contender(vertx, socketIo, socketIo.start(plans)));
    }

    List<Contender> both() {
        return List.of(worksync, socketIo);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        socketIo.side().close();
        worksync.side().close();
    }
}
