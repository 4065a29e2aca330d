/** The codes of what can go wrong in the data provider. */
@NullMarked
package io.godwit.data.error;

import org.jspecify.annotations.NullMarked;
