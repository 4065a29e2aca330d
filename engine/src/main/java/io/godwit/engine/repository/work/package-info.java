/** Work that is shared with other threads, which whoever wires the engine owns. */
@NullMarked
package io.godwit.engine.repository.work;

import org.jspecify.annotations.NullMarked;
