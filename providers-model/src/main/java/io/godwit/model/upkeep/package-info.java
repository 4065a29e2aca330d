/** Steps on versions that are there: {@code model.check} and {@code model.retire}. */
@NullMarked
package io.godwit.model.upkeep;

import org.jspecify.annotations.NullMarked;
