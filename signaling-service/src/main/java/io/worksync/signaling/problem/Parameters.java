package io.worksync.signaling.problem;

import io.worksync.contracts.problem.Refusal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads query parameters: 400 for one that is missing or cannot be read, where JAX-RS says 404.
public final class Parameters {

    private Parameters() {}

    public static <T> T required(String name, @Nullable String text, Function<String, T> parser) {
        if (text == null) {
            throw Refusal.badRequest(name, "This parameter is needed");
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(name, "This parameter cannot be read");
        }
    }
}
