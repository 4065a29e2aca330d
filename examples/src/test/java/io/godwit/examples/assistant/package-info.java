/** The support assistant that grows through five stages. */
@NullMarked
package io.godwit.examples.assistant;

import org.jspecify.annotations.NullMarked;
