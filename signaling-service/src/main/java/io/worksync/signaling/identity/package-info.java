/// Who is calling.
@org.jspecify.annotations.NullMarked
package io.worksync.signaling.identity;
