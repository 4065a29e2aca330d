/** Planner, executor, journal, releases, rollback, repository and state stores. */
@NullMarked
package io.godwit.engine;

import org.jspecify.annotations.NullMarked;
