/** The whole content of a target, captured and brought back. */
@NullMarked
package io.godwit.api.snapshot;

import org.jspecify.annotations.NullMarked;
