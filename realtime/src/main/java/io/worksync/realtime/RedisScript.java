package io.worksync.realtime;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/// A Lua script that runs in Redis as one step, called by its hash.
///
/// Redis forgets scripts when it restarts; then the call is repeated with the script's text.
public final class RedisScript {

    private final String text;
    private final String hash;

    private RedisScript(String text) {
        this.text = text;
        this.hash = sha1(text);
    }

    /// Reads the script from a class path resource beside `owner`.
    public static RedisScript load(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("No script " + name);
            }
            return new RedisScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs it; fails when Redis has not answered within `timeout`.
    public Uni<Response> run(Redis redis, List<String> keys, List<String> args, Duration timeout) {
        return run(redis::send, keys, args).ifNoItem().after(timeout).fail();
    }

    /// Runs it together with what else comes up; for scripts that may run again.
    Uni<Response> run(RedisPipeline pipeline, List<String> keys, List<String> args) {
        return run(
                request -> pipeline.send(request.getDelegate()).map(Response::newInstance),
                keys,
                args);
    }

    private Uni<Response> run(
            Function<Request, Uni<Response>> sender, List<String> keys, List<String> args) {
        return sender.apply(request(Command.EVALSHA, hash, keys, args))
                .onFailure(RedisScript::isUnknown)
                .recoverWithUni(() -> sender.apply(request(Command.EVAL, text, keys, args)));
    }

    private static Request request(
            Command command, String script, List<String> keys, List<String> args) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        args.forEach(request::arg);
        return request;
    }

    private static boolean isUnknown(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    private static String sha1(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
