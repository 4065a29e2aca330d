/** Model artifacts with versions and aliases; safetensors, GGUF and ONNX. */
@NullMarked
package io.godwit.model;

import org.jspecify.annotations.NullMarked;
