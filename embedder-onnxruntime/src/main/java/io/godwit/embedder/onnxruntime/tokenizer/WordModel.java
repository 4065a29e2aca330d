package io.godwit.embedder.onnxruntime.tokenizer;

/** Cuts a word into tokens. */
interface WordModel {

  /** Adds the tokens of a word, which is not empty. */
  void tokens(String word, Tokens to);
}
