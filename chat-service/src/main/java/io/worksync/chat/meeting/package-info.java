/// What channels keep of the meetings in them.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.meeting;
