/** Embeds texts with any {@code EmbeddingModel} of LangChain4j. */
@NullMarked
package io.godwit.embedder.langchain4j;

import org.jspecify.annotations.NullMarked;
