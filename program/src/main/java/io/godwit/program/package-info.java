/** Programs that an author names: what they may see, how they end, what they answer. */
@NullMarked
package io.godwit.program;

import org.jspecify.annotations.NullMarked;
