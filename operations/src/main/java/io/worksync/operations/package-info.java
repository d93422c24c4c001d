/// What every service does for those who run it.
@org.jspecify.annotations.NullMarked
package io.worksync.operations;
