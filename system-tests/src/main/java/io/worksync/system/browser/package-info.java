/// Real browsers, and the SDK for their pages.
@NullMarked
package io.worksync.system.browser;

import org.jspecify.annotations.NullMarked;
