package io.godwit.model.safetensors;

import io.godwit.model.file.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header of a safetensors file that is to be written, for tensors that follow one another
 * without holes: metadata first with their keys in order, the whole padded with spaces to a
 * multiple of eight, so that values are aligned.
 */
public final class SafetensorsHeader {

  private final StringBuilder json = new StringBuilder("{");
  private long end;

  /** A header with these metadata. */
  public SafetensorsHeader(Map<String, String> metadata) {
    if (!metadata.isEmpty()) {
      json.append("\"__metadata__\":{");
      new TreeMap<>(metadata).forEach((key, value) -> pair(key, value));
      json.setCharAt(json.length() - 1, '}');
    }
  }

  /** Adds the tensor that follows; returns where its bytes begin in the buffer. */
  public long add(String name, SafetensorsType type, Shape shape, long length) {
    if (json.length() > 1) {
      json.append(',');
    }
    long begin = end;
    end = Math.addExact(end, length);
    quote(name);
    json.append(":{\"dtype\":\"").append(type).append("\",\"shape\":").append(shape);
    json.append(",\"data_offsets\":[").append(begin).append(',').append(end).append("]}");
    return begin;
  }

  /** How many bytes all tensors have. */
  public long bufferLength() {
    return end;
  }

  /** The header's bytes, with its length before it. */
  public byte[] toBytes() {
    byte[] text = (json + "}").getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + 7) / 8 * 8;
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(text);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.array();
  }

  private void pair(String key, String value) {
    quote(key);
    json.append(':');
    quote(value);
    json.append(',');
  }

  private void quote(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
