/** How a text becomes the tokens of a model, as its {@code tokenizer.json} says. */
@NullMarked
package io.godwit.embedder.onnxruntime.tokenizer;

import org.jspecify.annotations.NullMarked;
