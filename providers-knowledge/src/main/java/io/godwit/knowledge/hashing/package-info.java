/** The embedder that needs no model: feature hashing. */
@NullMarked
package io.godwit.knowledge.hashing;

import org.jspecify.annotations.NullMarked;
