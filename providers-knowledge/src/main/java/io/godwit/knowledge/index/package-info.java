/** Indexes for the nearest vectors, where the database has the extension pgvector. */
@NullMarked
package io.godwit.knowledge.index;

import org.jspecify.annotations.NullMarked;
