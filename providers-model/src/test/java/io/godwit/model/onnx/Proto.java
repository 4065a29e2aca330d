package io.godwit.model.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes protobuf messages, good and bad. */
final class Proto {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static Proto message() {
    return new Proto();
  }

  /** A model with one operator set; fields come after it. */
  static Proto model() {
    return message().number(1, 8).add(8, message().number(2, 17));
  }

  /** A model whose graph has one initializer. */
  static Proto with(Proto tensor) {
    return model().add(7, message().add(5, tensor));
  }

  /** A tensor with name, type and dimensions. */
  static Proto tensor(int type, long... dimensions) {
    Proto tensor = message();
    for (long dimension : dimensions) {
      tensor.number(1, dimension);
    }
    return tensor.number(2, type).text(8, "t");
  }

  /** A float tensor in another file. */
  static Proto external(String... pairs) {
    Proto tensor = tensor(1, 2).number(14, 1);
    for (int i = 0; i < pairs.length; i += 2) {
      tensor.add(13, message().text(1, pairs[i]).text(2, pairs[i + 1]));
    }
    return tensor;
  }

  Proto number(int field, long value) {
    return varint((long) field << 3).varint(value);
  }

  Proto text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Proto add(int field, Proto message) {
    return bytes(field, message.done());
  }

  Proto bytes(int field, byte... bytes) {
    return varint(((long) field << 3) | 2).varint(bytes.length).raw(bytes);
  }

  Proto tag(long field, int kind) {
    return varint((field << 3) | kind);
  }

  Proto varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  Proto raw(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] done() {
    return out.toByteArray();
  }
}
