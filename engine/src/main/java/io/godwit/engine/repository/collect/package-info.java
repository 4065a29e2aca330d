/** Garbage collection: finds what nothing refers to, condemns it, and deletes it after a grace. */
@NullMarked
package io.godwit.engine.repository.collect;

import org.jspecify.annotations.NullMarked;
