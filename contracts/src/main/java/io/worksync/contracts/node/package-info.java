/// What processes tell those who run them.
@org.jspecify.annotations.NullMarked
package io.worksync.contracts.node;
