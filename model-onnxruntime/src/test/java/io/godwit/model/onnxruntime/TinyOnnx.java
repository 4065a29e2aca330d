package io.godwit.model.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** ONNX files of one node, written field by field. */
final class TinyOnnx {

  private static final int FLOAT = 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Gives for {@code x} of two floats {@code y = w · x}. */
  static byte[] times(float... weights) {
    return times(new TinyOnnx().bytes(9, little(weights)));
  }

  /** The same with the weights in a file {@code w.data} beside it. */
  static byte[] timesBeside() {
    TinyOnnx location = new TinyOnnx().text(1, "location").text(2, "w.data");
    return times(new TinyOnnx().message(13, location).number(14, 1));
  }

  private static byte[] times(TinyOnnx data) {
    TinyOnnx weights =
        new TinyOnnx().number(1, 2).number(2, FLOAT).text(8, "w").raw(data.out.toByteArray());
    TinyOnnx node =
        new TinyOnnx().text(1, "x").text(1, "w").text(2, "y").text(3, "n").text(4, "Mul");
    return model(new TinyOnnx().message(1, node).message(5, weights), FLOAT, 2);
  }

  /** Gives for {@code x} of two values of a type the same as {@code y}. */
  static byte[] same(int type) {
    TinyOnnx node = new TinyOnnx().text(1, "x").text(2, "y").text(3, "n").text(4, "Identity");
    return model(new TinyOnnx().message(1, node), type, 2);
  }

  private static byte[] model(TinyOnnx graph, int type, long size) {
    graph.text(2, "g").message(11, port("x", type, size)).message(12, port("y", type, size));
    return new TinyOnnx()
        .number(1, 8)
        .message(7, graph)
        .message(8, new TinyOnnx().number(2, 17))
        .out
        .toByteArray();
  }

  private static TinyOnnx port(String name, int type, long size) {
    TinyOnnx shape = new TinyOnnx().message(1, new TinyOnnx().number(1, size));
    TinyOnnx tensor = new TinyOnnx().number(1, type).message(2, shape);
    return new TinyOnnx().text(1, name).message(2, new TinyOnnx().message(1, tensor));
  }

  static byte[] little(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private TinyOnnx number(int field, long value) {
    return varint((long) field << 3).varint(value);
  }

  private TinyOnnx text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private TinyOnnx message(int field, TinyOnnx message) {
    return bytes(field, message.out.toByteArray());
  }

  private TinyOnnx bytes(int field, byte[] bytes) {
    return varint(((long) field << 3) | 2).varint(bytes.length).raw(bytes);
  }

  private TinyOnnx raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private TinyOnnx varint(long value) {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }
}
