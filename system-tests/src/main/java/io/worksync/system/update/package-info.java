/// A new version comes while people use the old one: every process is replaced, one after another,
/// and the schema grows beneath them.
@NullMarked
package io.worksync.system.update;

import org.jspecify.annotations.NullMarked;
