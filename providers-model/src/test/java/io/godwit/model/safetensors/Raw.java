package io.godwit.model.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Safetensors files as they should not be. */
final class Raw {

  private Raw() {}

  static byte[] file(String header, int buffer) {
    return file(header.getBytes(StandardCharsets.UTF_8), buffer);
  }

  static byte[] file(byte[] header, int buffer) {
    return ByteBuffer.allocate(8 + header.length + buffer)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .array();
  }

  static byte[] withLength(long length, int rest) {
    return ByteBuffer.allocate(8 + rest).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  static String tensor(String name, String type, String shape, String offsets) {
    return "\""
        + name
        + "\":{\"dtype\":\""
        + type
        + "\",\"shape\":"
        + shape
        + ",\"data_offsets\":"
        + offsets
        + "}";
  }

  static String object(String... members) {
    return "{" + String.join(",", members) + "}";
  }
}
