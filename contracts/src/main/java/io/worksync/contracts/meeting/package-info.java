/// Meetings, participants and their signals.
@org.jspecify.annotations.NullMarked
package io.worksync.contracts.meeting;
