package io.godwit.model.safetensors;

import io.godwit.model.file.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes safetensors files as the reference does: keys in order, the header padded with spaces to a
 * multiple of eight, tensors in the order in which they were added. The same tensors and metadata
 * give the same bytes. Values are written one tensor at a time and are never held together.
 */
public final class SafetensorsWriter {

  /** Writes the bytes of one tensor; called once. */
  @FunctionalInterface
  public interface Values {
    /** Writes them, little-endian and row by row. */
    void writeTo(OutputStream out) throws IOException;
  }

  private record Part(SafetensorsType type, Shape shape, long length, Values values) {}

  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<String, String> metadata = new TreeMap<>();

  /** Adds a tensor of any type. */
  public SafetensorsWriter add(String name, SafetensorsType type, Shape shape, Values values) {
    long bits = type.element().bits(shape.values());
    if (bits % Byte.SIZE != 0) {
      throw new IllegalArgumentException(name + " does not fill whole bytes");
    }
    if (name.isEmpty() || parts.containsKey(name)) {
      throw new IllegalArgumentException("'" + name + "' is empty or was added before");
    }
    parts.put(name, new Part(type, shape, bits / Byte.SIZE, values));
    return this;
  }

  /** Adds a tensor of singles. */
  public SafetensorsWriter add(String name, Shape shape, float... values) {
    if (shape.values() != values.length) {
      throw new IllegalArgumentException(
          name + " " + shape + " has not " + values.length + " values");
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return add(name, SafetensorsType.F32, shape, out -> out.write(bytes.array()));
  }

  /** Adds a piece of metadata. */
  public SafetensorsWriter describe(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /**
   * Writes the file.
   *
   * @throws IOException if the stream refuses, or a tensor came out in another length than its
   *     shape says
   */
  public void writeTo(OutputStream out) throws IOException {
    SafetensorsHeader header = new SafetensorsHeader(metadata);
    parts.forEach((name, part) -> header.add(name, part.type(), part.shape(), part.length()));
    out.write(header.toBytes());
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      Counted counted = new Counted(out);
      part.getValue().values().writeTo(counted);
      if (counted.count != part.getValue().length()) {
        throw new IOException(
            part.getKey() + " gave " + counted.count + " bytes, not " + part.getValue().length());
      }
    }
  }

  /** Counts what passes. */
  private static final class Counted extends OutputStream {

    private final OutputStream out;
    private long count;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      count += length;
    }
  }
}
