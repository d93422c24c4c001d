/// How far people have read.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.receipt;
