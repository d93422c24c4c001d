/// Access tokens, which are verified once and not with each call.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.token;
