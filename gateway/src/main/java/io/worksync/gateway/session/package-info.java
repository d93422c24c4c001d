/// Sessions: who is connected here, and who is told of it.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.session;
