/** A collection as files: written from a store, and read into one. */
@NullMarked
package io.godwit.knowledge.bundle;

import org.jspecify.annotations.NullMarked;
