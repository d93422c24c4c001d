/// Lists that come in pages.
@org.jspecify.annotations.NullMarked
package io.worksync.chat.page;
