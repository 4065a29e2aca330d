/** Gives content back, verified; and verifies it without giving it. */
@NullMarked
package io.godwit.engine.repository.read;

import org.jspecify.annotations.NullMarked;
