/** Packs: chunks in one object, with a footer that lists them. */
@NullMarked
package io.godwit.engine.repository.pack;

import org.jspecify.annotations.NullMarked;
