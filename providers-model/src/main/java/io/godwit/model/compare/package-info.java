/** What versions hold, and how they differ. */
@NullMarked
package io.godwit.model.compare;

import org.jspecify.annotations.NullMarked;
