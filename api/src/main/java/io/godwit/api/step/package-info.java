/** A step's life: what a provider implements for each step type, and what the engine gives it. */
@NullMarked
package io.godwit.api.step;

import org.jspecify.annotations.NullMarked;
