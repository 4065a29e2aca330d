/** Stores damaged content again, from what is whole of it and from copies that are elsewhere. */
@NullMarked
package io.godwit.engine.repository.repair;

import org.jspecify.annotations.NullMarked;
