package io.godwit.model.gguf;

import static io.godwit.model.gguf.GgufRule.*;

import io.godwit.api.error.GodwitException;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.LimitRule;
import io.godwit.model.file.Utf8;
import java.util.function.Consumer;

/**
 * Reads the values of GGUF's keys as text. Arrays, such as a tokenizer's 150,000 words, are checked
 * element by element and not kept.
 */
final class GgufValues {

  /** The types of values, by their numbers in files. */
  enum Type {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    FLOAT32(4),
    BOOL(1),
    STRING(8),
    ARRAY(12),
    UINT64(8),
    INT64(8),
    FLOAT64(8);

    private final int leastBytes;

    Type(int leastBytes) {
      this.leastBytes = leastBytes;
    }
  }

  private final ByteStream in;
  private final Utf8 text;
  private final Consumer<String> warn;

  GgufValues(ByteStream in, Consumer<String> warn) {
    this.in = in;
    this.text = new Utf8(in, TEXT_NO_UTF8);
    this.warn = warn;
  }

  /** The type of a value. */
  Type type(String key) {
    long offset = in.position();
    in.need(Integer.BYTES, TRUNCATED, "the type of '" + key + "'");
    long number = in.u32();
    if (number >= Type.values().length) {
      throw in.broken(VALUE_TYPE, offset, "'" + key + "' is of the unknown type " + number);
    }
    return Type.values()[(int) number];
  }

  /** The value of a key as text, as long as it is kept. */
  String value(String key, Type type) {
    in.need(type.leastBytes, TRUNCATED, "the value of '" + key + "'");
    return switch (type) {
      case UINT8 -> Integer.toString(in.u8());
      case INT8 -> Byte.toString((byte) in.u8());
      case UINT16 -> Integer.toString(u16());
      case INT16 -> Short.toString((short) u16());
      case UINT32 -> Long.toString(in.u32());
      case INT32 -> Integer.toString((int) in.u32());
      case FLOAT32 -> Float.toString(Float.intBitsToFloat((int) in.u32()));
      case BOOL -> Boolean.toString(bool(key));
      case STRING -> text.text(length(key), LimitRule.KEPT_VALUE);
      case ARRAY -> array(key);
      case UINT64 -> Long.toUnsignedString(in.u64());
      case INT64 -> Long.toString(in.u64());
      case FLOAT64 -> Double.toString(Double.longBitsToDouble(in.u64()));
    };
  }

  private int u16() {
    return in.u8() | (in.u8() << 8);
  }

  private boolean bool(String key) {
    long offset = in.position();
    int value = in.u8();
    if (value > 1) {
      throw in.broken(BOOLEAN, offset, "'" + key + "' is " + value + ", not 0 or 1");
    }
    return value == 1;
  }

  private long length(String key) {
    long offset = in.position();
    in.need(Long.BYTES, TRUNCATED, "the length of '" + key + "'");
    long length = in.u64();
    if (length < 0 || length > in.remaining()) {
      throw in.broken(
          TEXT_LENGTH,
          offset,
          "the length of '"
              + key
              + "' is "
              + Long.toUnsignedString(length)
              + ", but "
              + in.remaining()
              + " bytes remain");
    }
    return length;
  }

  private String array(String key) {
    long typeOffset = in.position();
    Type element = type(key);
    if (element == Type.ARRAY) {
      throw in.broken(ARRAY_NESTED, typeOffset, "'" + key + "' is an array of arrays");
    }
    long offset = in.position();
    long count = in.u64();
    if (count < 0 || count > in.remaining() / element.leastBytes) {
      throw in.broken(
          ARRAY_COUNT,
          offset,
          "'"
              + key
              + "' has "
              + Long.toUnsignedString(count)
              + " elements of at least "
              + element.leastBytes
              + " bytes, but "
              + in.remaining()
              + " bytes remain");
    }
    if (element == Type.STRING) {
      texts(key, count);
    } else if (element == Type.BOOL) {
      for (long i = 0; i < count; i++) {
        bool(key);
      }
    } else {
      in.skip(count * element.leastBytes);
    }
    return element + " × " + count;
  }

  /** Words of a tokenizer are bytes in some files that all loaders read: those are warned of. */
  private void texts(String key, long count) {
    boolean encoded = true;
    for (long i = 0; i < count; i++) {
      long length = length(key);
      long end = in.position() + length;
      encoded = encoded && isUtf8(key, length);
      in.skip(end - in.position());
    }
  }

  private boolean isUtf8(String key, long length) {
    try {
      text.text(length, 0);
      return true;
    } catch (GodwitException e) {
      if (e.code() != TEXT_NO_UTF8.error()) {
        throw e;
      }
      warn.accept("'" + key + "' holds texts that are no UTF-8");
      return false;
    }
  }
}
