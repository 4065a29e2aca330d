/** Embedders behind the HTTP interface that OpenAI has made common. */
@NullMarked
package io.godwit.knowledge.openai;

import org.jspecify.annotations.NullMarked;
