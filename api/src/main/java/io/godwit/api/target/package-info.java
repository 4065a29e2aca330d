/** A named store that holds versioned state, opened. */
@NullMarked
package io.godwit.api.target;

import org.jspecify.annotations.NullMarked;
