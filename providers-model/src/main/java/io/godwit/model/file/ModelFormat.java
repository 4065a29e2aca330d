package io.godwit.model.file;

/** The formats that Godwit reads. None of them can hold code that runs when a file is loaded. */
public enum ModelFormat {
  /** huggingface/safetensors. */
  SAFETENSORS("safetensors"),
  /** ggml's GGUF, versions 2 and 3. */
  GGUF("gguf"),
  /** Open Neural Network Exchange. */
  ONNX("onnx");

  private final String label;

  ModelFormat(String label) {
    this.label = label;
  }

  /** The name as files and reports have it. */
  public String label() {
    return label;
  }
}
