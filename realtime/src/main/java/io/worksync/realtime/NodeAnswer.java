package io.worksync.realtime;

import io.vertx.core.buffer.Buffer;

/// What became of a question to a node.
public sealed interface NodeAnswer {

    /// The node answered.
    record Answered(Buffer answer) implements NodeAnswer {}

    /// There is no such node, or no more: it will never answer.
    record Gone() implements NodeAnswer {}

    /// No answer came in time, and nobody knows what the node did with the question.
    record Unanswered() implements NodeAnswer {}

    /// Too many questions are open: this one was not asked.
    record Refused() implements NodeAnswer {}
}
