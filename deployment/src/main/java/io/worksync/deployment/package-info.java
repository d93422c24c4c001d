/// Renders the chart and builds the images.
@org.jspecify.annotations.NullMarked
package io.worksync.deployment;
