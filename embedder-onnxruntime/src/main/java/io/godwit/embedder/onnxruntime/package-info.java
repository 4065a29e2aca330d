/** Embeds texts on this machine, with ONNX Runtime and the tokenizer of a BERT. */
@NullMarked
package io.godwit.embedder.onnxruntime;

import org.jspecify.annotations.NullMarked;
