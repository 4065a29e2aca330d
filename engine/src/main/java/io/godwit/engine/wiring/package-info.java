/** Puts the engine together: the one place with Guice, threads and the real clock. */
@NullMarked
package io.godwit.engine.wiring;

import org.jspecify.annotations.NullMarked;
