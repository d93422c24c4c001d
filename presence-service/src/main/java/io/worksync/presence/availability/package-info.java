/// What others see of a person, and telling them when it changes.
@NullMarked
package io.worksync.presence.availability;

import org.jspecify.annotations.NullMarked;
