/** Brings files into the repository: cut, compared with the base, encoded, packed. */
@NullMarked
package io.godwit.engine.repository.stage;

import org.jspecify.annotations.NullMarked;
