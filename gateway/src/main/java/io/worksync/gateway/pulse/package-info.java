/// Whether this process runs: it can stand still without noticing, and is then dead for others.
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.pulse;
