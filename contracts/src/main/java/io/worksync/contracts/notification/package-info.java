/// What people are told.
@org.jspecify.annotations.NullMarked
package io.worksync.contracts.notification;
