/** Runs ONNX models with ONNX Runtime. */
@NullMarked
package io.godwit.model.onnxruntime;

import org.jspecify.annotations.NullMarked;
