package io.worksync.chat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Several people who do something at the same time.
public final class Crowd {

    private Crowd() {}

    /// What each of them got.
    public static <T> List<T> of(int size, IntFunction<T> does) {
        List<Callable<T>> tasks =
                IntStream.range(0, size).<Callable<T>>mapToObj(i -> () -> does.apply(i)).toList();
        try (ExecutorService people = Executors.newFixedThreadPool(size)) {
            List<Future<T>> results = people.invokeAll(tasks);
            return results.stream().map(Crowd::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
