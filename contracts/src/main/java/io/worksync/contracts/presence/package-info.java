/// Who is there and who is typing.
@org.jspecify.annotations.NullMarked
package io.worksync.contracts.presence;
