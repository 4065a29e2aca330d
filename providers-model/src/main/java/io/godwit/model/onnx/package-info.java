/** ONNX: its protobuf messages as far as tensors and graphs are concerned, and external data. */
@NullMarked
package io.godwit.model.onnx;

import org.jspecify.annotations.NullMarked;
