/// Which topics a session may have; for the gateway.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.topic;
