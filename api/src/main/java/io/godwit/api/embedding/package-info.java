/**
 * Embedders: what turns texts into vectors. An extension brings one by implementing {@link
 * io.godwit.api.embedding.EmbedderProvider}; a project chooses it under {@code embedders:} or in a
 * step.
 */
@NullMarked
package io.godwit.api.embedding;

import org.jspecify.annotations.NullMarked;
