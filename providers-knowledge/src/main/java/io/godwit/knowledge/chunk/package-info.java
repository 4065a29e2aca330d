/** Cuts documents into chunks: by headings and size, with overlap, always in the same way. */
@NullMarked
package io.godwit.knowledge.chunk;

import org.jspecify.annotations.NullMarked;
