/** Steps that make a version out of another: {@code model.convert} and {@code model.copy}. */
@NullMarked
package io.godwit.model.derive;

import org.jspecify.annotations.NullMarked;
