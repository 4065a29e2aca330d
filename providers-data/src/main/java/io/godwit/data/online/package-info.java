/**
 * {@code data.change}: a table in two shapes at once. The new columns stand beside the old ones,
 * triggers keep both in step, a view shows the new shape; retiring the step takes the old one away.
 */
@NullMarked
package io.godwit.data.online;

import org.jspecify.annotations.NullMarked;
