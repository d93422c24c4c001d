/// Sessions of the gateway.
@org.jspecify.annotations.NullMarked
package io.worksync.contracts.session;
