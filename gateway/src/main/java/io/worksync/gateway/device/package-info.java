/// The sign-ins of a user as a list of devices, and "sign out there".
@org.jspecify.annotations.NullMarked
package io.worksync.gateway.device;
