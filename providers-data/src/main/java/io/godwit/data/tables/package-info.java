/**
 * The step types {@code data.snapshot} and {@code data.restore}: tables into the repository, and
 * back into this or another database.
 */
@NullMarked
package io.godwit.data.tables;

import org.jspecify.annotations.NullMarked;
