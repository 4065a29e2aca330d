/** The step types of the model provider. */
@NullMarked
package io.godwit.model.step;

import org.jspecify.annotations.NullMarked;
