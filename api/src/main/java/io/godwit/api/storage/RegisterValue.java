package io.godwit.api.storage;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a register held when it was read.
 *
 * @param bytes the value
 * @param tag stands for the value in the next swap; opaque, and equal for equal reads
 */
@SuppressWarnings("ArrayRecordComponent") // Copied on the way in and out.
public record RegisterValue(byte[] bytes, String tag) {

  /** Copies the bytes. */
  public RegisterValue {
    bytes = bytes.clone();
    Objects.requireNonNull(tag, "tag");
  }

  /** A copy of the bytes. */
  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegisterValue value
        && tag.equals(value.tag)
        && Arrays.equals(bytes, value.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * tag.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "RegisterValue[" + bytes.length + " bytes, tag " + tag + "]";
  }
}
