/** The step type {@code data.sql}: scripts that move a database up, and back down. */
@NullMarked
package io.godwit.data.sql;

import org.jspecify.annotations.NullMarked;
