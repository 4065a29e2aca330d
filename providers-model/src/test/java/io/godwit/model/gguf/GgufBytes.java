package io.godwit.model.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes GGUF files, good and bad, piece by piece. */
final class GgufBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Magic, version 3, and the two numbers. */
  static GgufBytes start(long tensors, long keys) {
    return new GgufBytes().raw("GGUF").u32(3).u64(tensors).u64(keys);
  }

  /** As {@link #start}, with the one key that must be there as the first of them. */
  static GgufBytes good(long tensors, long keys) {
    return start(tensors, keys).text("general.architecture", "llama");
  }

  GgufBytes raw(String bytes) {
    return bytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  GgufBytes bytes(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  GgufBytes u32(long value) {
    return bytes(number(4).putInt((int) value).array());
  }

  GgufBytes u64(long value) {
    return bytes(number(8).putLong(value).array());
  }

  /** A length and the bytes. */
  GgufBytes name(String name) {
    return u64(name.length()).raw(name);
  }

  /** A key with the number of its type; the value comes next. */
  GgufBytes key(String key, int type) {
    return name(key).u32(type);
  }

  GgufBytes text(String key, String value) {
    return key(key, 8).name(value);
  }

  /** A tensor's description; dimensions innermost first. */
  GgufBytes tensor(String name, GgmlType type, long offset, long... dimensions) {
    name(name).u32(dimensions.length);
    for (long dimension : dimensions) {
      u64(dimension);
    }
    return u32(type.number()).u64(offset);
  }

  /** Zeros up to a multiple of the alignment. */
  GgufBytes pad(int alignment) {
    return zeros((alignment - out.size() % alignment) % alignment);
  }

  GgufBytes zeros(int count) {
    return bytes(new byte[count]);
  }

  int size() {
    return out.size();
  }

  byte[] done() {
    return out.toByteArray();
  }

  private static ByteBuffer number(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
