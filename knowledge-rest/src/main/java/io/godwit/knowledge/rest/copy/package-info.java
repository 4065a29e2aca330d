/** The target, and the step that copies a collection to it. */
@NullMarked
package io.godwit.knowledge.rest.copy;

import org.jspecify.annotations.NullMarked;
