package io.godwit.model.onnx;

import static io.godwit.model.onnx.OnnxRule.*;

import io.godwit.model.file.ByteStream;
import io.godwit.model.file.Utf8;
import java.util.Set;

/**
 * Protobuf's encoding, read as a stream: fields in any order, each with its number and one of four
 * kinds. Known fields that are encoded in another way than their definition says, and single fields
 * that occur twice, are legal for a parser to merge or drop; parsers differ in it, so we refuse
 * both. The encoding: protobuf.dev/programming-guides/encoding.
 */
final class Wire {

  static final int VARINT_KIND = 0;
  static final int EIGHT_BYTES = 1;
  static final int LENGTH = 2;
  static final int FOUR_BYTES = 5;

  private static final int DEEPEST = 64;
  private static final int HIGHEST_FIELD = 536_870_911;

  /** Takes one field: reads it and says so, or leaves it to be skipped. */
  interface Fields {
    boolean read(Field field);
  }

  /**
   * A field whose value comes next.
   *
   * @param number the field's number
   * @param kind how it is encoded
   * @param offset where the field begins
   * @param end the byte after its value, when it has a length; else 0
   */
  record Field(int number, int kind, long offset, long end) {}

  private final ByteStream in;
  private final Utf8 text;
  private int depth;

  Wire(ByteStream in) {
    this.in = in;
    this.text = new Utf8(in, TEXT_NO_UTF8);
  }

  ByteStream in() {
    return in;
  }

  /** Reads a message to its end. Fields in the set occur once at most. */
  void message(String what, long end, Set<Integer> single, Fields fields) {
    if (++depth > DEEPEST) {
      throw in.broken(NESTING, in.position(), "messages are nested deeper than " + DEEPEST);
    }
    long seen = 0;
    while (in.position() < end) {
      Field field = field(what, end);
      if (single.contains(field.number())) {
        if ((seen >> field.number() & 1) != 0) {
          throw in.broken(
              FIELD_TWICE, field.offset(), what + " has field " + field.number() + " twice");
        }
        seen |= 1L << field.number();
      }
      if (!fields.read(field)) {
        skip(field);
      }
    }
    depth--;
  }

  private Field field(String what, long end) {
    long offset = in.position();
    long tag = varint(end);
    long number = tag >>> 3;
    int kind = (int) (tag & 7);
    if (number < 1 || number > HIGHEST_FIELD) {
      throw in.broken(
          FIELD_NUMBER, offset, what + " has a field of number " + Long.toUnsignedString(number));
    }
    long length =
        switch (kind) {
          case VARINT_KIND -> 0;
          case EIGHT_BYTES -> Long.BYTES;
          case FOUR_BYTES -> Integer.BYTES;
          case LENGTH -> varint(end);
          default ->
              throw in.broken(
                  FIELD_WIRE_TYPE,
                  offset,
                  what + " has field " + number + " in the encoding " + kind);
        };
    if (length < 0 || length > end - in.position()) {
      throw in.broken(
          FIELD_LENGTH,
          offset,
          "field "
              + number
              + " of "
              + what
              + " takes "
              + Long.toUnsignedString(length)
              + " bytes, but "
              + (end - in.position())
              + " remain in it");
    }
    return new Field(
        (int) number, kind, offset, kind == VARINT_KIND ? end : in.position() + length);
  }

  private void skip(Field field) {
    if (field.kind() == VARINT_KIND) {
      varint(field.end());
    } else {
      in.skip(field.end() - in.position());
    }
  }

  /** A number that is the field's value. */
  long number(Field field) {
    expect(field, VARINT_KIND);
    return varint(field.end());
  }

  /** A text that is the field's value, of which so many characters are kept. */
  String text(Field field, int keep) {
    expect(field, LENGTH);
    return text.text(field.end() - in.position(), keep);
  }

  /** Demands an encoding. */
  void expect(Field field, int kind) {
    if (field.kind() != kind) {
      throw in.broken(
          FIELD_ENCODING,
          field.offset(),
          "field " + field.number() + " has the encoding " + field.kind() + ", not " + kind);
    }
  }

  /** A number that ends before this offset. */
  long varint(long end) {
    long offset = in.position();
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (in.position() >= end) {
        throw in.broken(VARINT, offset, "a number does not end in its message");
      }
      int next = in.u8();
      if (shift == 63 && next > 1) {
        throw in.broken(VARINT, offset, "a number is 2^64 or more");
      }
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw in.broken(VARINT, offset, "a number has more than ten bytes");
  }
}
