/** {@code godwit artifacts}: what a person does with the repository by hand. */
@NullMarked
package io.godwit.engine.artifacts;

import org.jspecify.annotations.NullMarked;
