package io.godwit.embedder.onnxruntime.tokenizer;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Tokens of a text, the first so many; later ones are let go. */
final class Tokens {

  private final int most;
  private int[] numbers = new int[16];
  private int count;

  Tokens(int most) {
    this.most = most;
  }

  void add(int token) {
    if (full()) {
      return;
    }
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count] = token;
    count++;
  }

  boolean full() {
    return count >= most;
  }

  IntStream stream() {
    return Arrays.stream(numbers, 0, count);
  }
}
