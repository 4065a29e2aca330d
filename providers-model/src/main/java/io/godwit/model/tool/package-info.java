/** The commands of registries: {@code godwit models list}, {@code show}, and so on. */
@NullMarked
package io.godwit.model.tool;

import org.jspecify.annotations.NullMarked;
