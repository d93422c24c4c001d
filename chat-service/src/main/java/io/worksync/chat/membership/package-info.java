/// Who is in which channel, and what that lets them do.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.membership;
