/**
 * The step types of knowledge. Each builds a new version of a collection beside the one that
 * readers see, and then swaps one pointer.
 */
@NullMarked
package io.godwit.knowledge.step;

import org.jspecify.annotations.NullMarked;
