/** Schema and rows on SQLite and PostgreSQL, configuration files, commands. */
@NullMarked
package io.godwit.data;

import org.jspecify.annotations.NullMarked;
