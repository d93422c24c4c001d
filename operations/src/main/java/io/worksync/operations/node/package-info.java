/// What a node tells those who run it: how much it does, and what went wrong lately.
@org.jspecify.annotations.NullMarked
package io.worksync.operations.node;
