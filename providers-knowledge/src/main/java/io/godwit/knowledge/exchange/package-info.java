/** How a collection of one store is read for another, whatever kinds of stores they are. */
@NullMarked
package io.godwit.knowledge.exchange;

import org.jspecify.annotations.NullMarked;
