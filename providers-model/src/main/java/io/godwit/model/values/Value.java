package io.godwit.model.values;

/** What a single value can be. */
public enum Value {
  /** As it should be. */
  FINE("is fine"),
  /** NaN. */
  NOT_A_NUMBER("is NaN"),
  /** An infinity. */
  INFINITE("is infinite"),
  /** A boolean whose byte is neither 0 nor 1. */
  NO_BOOLEAN("is a boolean that is neither 0 nor 1");

  private final String words;

  Value(String words) {
    this.words = words;
  }

  /** As a sentence ends: {@code is NaN}. */
  public String words() {
    return words;
  }
}
