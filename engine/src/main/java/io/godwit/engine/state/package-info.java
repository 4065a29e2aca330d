/** What Godwit knows of its runs and releases, in SQLite or PostgreSQL, through jOOQ. */
@NullMarked
package io.godwit.engine.state;

import org.jspecify.annotations.NullMarked;
