/// How much of something one may have.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.limit;
