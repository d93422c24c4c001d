/// What people write.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.message;
