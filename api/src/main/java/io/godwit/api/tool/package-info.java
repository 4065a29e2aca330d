/** Commands that a provider brings for its targets: they tell and export, and change no target. */
@NullMarked
package io.godwit.api.tool;

import org.jspecify.annotations.NullMarked;
