/// Builds the images of the services into an OCI layout, without Docker.
@org.jspecify.annotations.NullMarked
package io.worksync.deployment.image;
