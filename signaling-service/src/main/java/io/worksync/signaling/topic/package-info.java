/// Who may subscribe to which topic.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.topic;
