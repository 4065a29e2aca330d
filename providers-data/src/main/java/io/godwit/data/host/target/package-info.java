/** The machine that Godwit runs on, as a target. */
@NullMarked
package io.godwit.data.host.target;

import org.jspecify.annotations.NullMarked;
