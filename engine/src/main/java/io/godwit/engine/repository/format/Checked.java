package io.godwit.engine.repository.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.godwit.api.name.Digest;
import java.util.Arrays;

/**
 * Documents that nothing refers to, and that therefore carry their own digest: their last key is
 * {@code check}, the digest of all bytes before the comma that precedes it.
 */
final class Checked {

  private static final String KEY = ",\"check\":\"";
  private static final int TAIL = KEY.length() + "sha256:".length() + 64 + "\"}".length();

  private Checked() {}

  /** Adds the key to an object. */
  static byte[] add(byte[] object) {
    byte[] before = Arrays.copyOf(object, object.length - 1);
    byte[] tail = tail(before);
    byte[] all = Arrays.copyOf(before, before.length + tail.length);
    System.arraycopy(tail, 0, all, before.length, tail.length);
    return all;
  }

  /**
   * Takes the key off again.
   *
   * @throws IllegalArgumentException if it is not there, or not right
   */
  static byte[] remove(byte[] bytes) {
    int end = bytes.length - TAIL;
    if (end < 1) {
      throw new IllegalArgumentException("too short");
    }
    byte[] before = Arrays.copyOf(bytes, end);
    if (!Arrays.equals(tail(before), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new IllegalArgumentException("does not have the digest that it says");
    }
    byte[] object = Arrays.copyOf(bytes, end + 1);
    object[end] = '}';
    return object;
  }

  private static byte[] tail(byte[] before) {
    return (KEY + Digest.of(before) + "\"}").getBytes(US_ASCII);
  }
}
