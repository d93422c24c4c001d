/// Looks at a deployment from inside the cluster: what `helm test` runs.
@org.jspecify.annotations.NullMarked
package io.worksync.deployment.check;
