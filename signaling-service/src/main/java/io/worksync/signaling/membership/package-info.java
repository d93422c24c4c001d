/// Who is a member of which channel.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.membership;
