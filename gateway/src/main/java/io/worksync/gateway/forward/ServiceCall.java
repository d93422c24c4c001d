package io.worksync.gateway.forward;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/// One call to a service. `headers` are only those that may reach it.
public record ServiceCall(
        HttpMethod method, CallPath path, MultiMap headers, @Nullable Buffer body) {

    /// A call that changes nothing may be repeated when its connection broke.
    boolean repeatable() {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }
}
