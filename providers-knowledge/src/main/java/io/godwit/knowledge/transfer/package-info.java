/** Collections from one store to another: all of one, or what has changed. */
@NullMarked
package io.godwit.knowledge.transfer;

import org.jspecify.annotations.NullMarked;
