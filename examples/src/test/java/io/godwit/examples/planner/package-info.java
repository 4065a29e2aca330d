/** The planning service with its directory of SQL files. */
@NullMarked
package io.godwit.examples.planner;

import org.jspecify.annotations.NullMarked;
