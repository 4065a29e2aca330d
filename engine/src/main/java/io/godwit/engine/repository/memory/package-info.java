/** A storage in memory: for systems that keep nothing, and for tests. */
@NullMarked
package io.godwit.engine.repository.memory;

import org.jspecify.annotations.NullMarked;
