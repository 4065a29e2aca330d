/** Documents, chunks and embeddings in versioned collections, and embedders. */
@NullMarked
package io.godwit.knowledge;

import org.jspecify.annotations.NullMarked;
