/**
 * Knowledge: documents, chunks, embeddings and metadata in versioned collections. Here stands only
 * what all the packages below share.
 */
@NullMarked
package io.godwit.knowledge;

import org.jspecify.annotations.NullMarked;
