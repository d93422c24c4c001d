/// Who people are: the caller of a request, and the directory.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.user;
