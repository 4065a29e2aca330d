/**
 * Objects of the repository: made once, found by reference, believed only after they are hashed.
 */
@NullMarked
package io.godwit.engine.repository.object;

import org.jspecify.annotations.NullMarked;
