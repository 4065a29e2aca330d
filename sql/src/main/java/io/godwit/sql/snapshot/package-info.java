/** The whole content of a database as files, and back. */
@NullMarked
package io.godwit.sql.snapshot;

import org.jspecify.annotations.NullMarked;
