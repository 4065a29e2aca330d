/** Cuts files into chunks by their content, and makes chunks smaller. */
@NullMarked
package io.godwit.engine.repository.chunk;

import org.jspecify.annotations.NullMarked;
