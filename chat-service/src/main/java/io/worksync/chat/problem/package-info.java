/// What callers get instead of an answer.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.problem;
