/// What travels between the parts of WorkSync: ids, payloads, events and problems.
///
/// Data without behaviour. Field names are the wire's; a field is only ever added, never renamed.
@org.jspecify.annotations.NullMarked
package io.worksync.contracts;
