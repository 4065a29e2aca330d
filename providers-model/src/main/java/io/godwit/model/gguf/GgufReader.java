package io.godwit.model.gguf;

import static io.godwit.model.gguf.GgufRule.*;

import io.godwit.model.file.ByteRange;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.Contents;
import io.godwit.model.file.LimitRule;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.ModelFormat;
import io.godwit.model.file.Shape;
import io.godwit.model.file.Tensor;
import io.godwit.model.file.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the header of a GGUF file and proves that it describes the file to the last byte.
 *
 * <p>A file is the magic word, the version, the numbers of tensors and keys; the keys with their
 * typed values; for each tensor its name, dimensions (innermost first), type and offset; and the
 * tensors' bytes, each aligned. The format: ggml {@code docs/gguf.md}; what loaders accept:
 * llama.cpp {@code ggml/src/gguf.cpp}.
 */
public final class GgufReader {

  private static final long MAGIC_WORD = 0x46554747;
  private static final int LEAST_KEY_BYTES = 8 + 1 + 4 + 1;
  private static final int LEAST_TENSOR_BYTES = 8 + 1 + 4 + 4 + 8;
  private static final int LONGEST_KEY = 65_535;
  private static final int LONGEST_NAME = 63;
  private static final int HIGHEST_RANK = 4;
  private static final String ALIGNMENT = "general.alignment";
  private static final String ARCHITECTURE = "general.architecture";
  private static final String SPLIT = "split.no";

  private final ByteStream in;
  private final Contents contents;
  private final GgufValues values;
  private final Map<String, GgufValues.Type> known = new HashMap<>();
  private long alignment = 32;
  private boolean laterSplit;

  private GgufReader(ByteStream in) {
    this.in = in;
    this.contents = new Contents(in.file());
    this.values = new GgufValues(in, contents::warn);
  }

  /**
   * Reads a file's header.
   *
   * @param in at the file's first byte
   * @throws io.godwit.api.error.GodwitException if a rule is broken
   */
  public static ModelFile read(ByteStream in) {
    return new GgufReader(in).read();
  }

  private ModelFile read() {
    readVersion();
    in.need(2L * Long.BYTES, TRUNCATED, "the numbers of tensors and keys");
    long tensors = count(TENSOR_COUNT, "tensors", LEAST_TENSOR_BYTES);
    long keys = count(KEY_COUNT, "keys", LEAST_KEY_BYTES);
    for (long i = 0; i < keys; i++) {
      readKey();
    }
    if (!laterSplit && known.get(ARCHITECTURE) != GgufValues.Type.STRING) {
      throw in.broken(ARCHITECTURE_MISSING, in.position(), "there is no text " + ARCHITECTURE);
    }
    TensorInfo[] infos = new TensorInfo[(int) Math.min(tensors, LimitRule.MOST_TENSORS + 1)];
    for (int i = 0; i < infos.length; i++) {
      infos[i] = readTensor();
    }
    place(infos);
    return contents.toFile(ModelFormat.GGUF, in.size());
  }

  private void readVersion() {
    in.need(2L * Integer.BYTES, TRUNCATED, "the magic word and the version");
    long magic = in.u32();
    if (magic != MAGIC_WORD) {
      throw in.broken(MAGIC, 0, String.format("the file begins with 0x%08x, not with GGUF", magic));
    }
    long version = in.u32();
    if (version != 0 && (version & 0xffff) == 0) {
      throw in.broken(
          BYTE_ORDER, 4, String.format("the version is 0x%08x: the file is big-endian", version));
    }
    if (version == 1) {
      throw in.broken(VERSION_OLD, 4, "the version is 1, which no loader reads any more");
    }
    if (version != 2 && version != 3) {
      throw in.broken(VERSION_UNKNOWN, 4, "the version is " + version + ", not 2 or 3");
    }
    contents.addMetadata("gguf.version", Long.toString(version), 4);
  }

  private long count(GgufRule rule, String what, int leastBytes) {
    long offset = in.position();
    long count = in.u64();
    if (count < 0 || count > in.remaining() / leastBytes) {
      throw in.broken(
          rule,
          offset,
          "the file has "
              + Long.toUnsignedString(count)
              + " "
              + what
              + " of at least "
              + leastBytes
              + " bytes, but "
              + in.remaining()
              + " bytes remain");
    }
    return count;
  }

  private void readKey() {
    long offset = in.position();
    in.need(Long.BYTES, TRUNCATED, "the length of a key");
    long length = in.u64();
    if (length < 1 || length > LONGEST_KEY) {
      throw in.broken(KEY_LENGTH, offset, "a key has " + Long.toUnsignedString(length) + " bytes");
    }
    in.need(length, TRUNCATED, "a key");
    String key = ascii(in.bytes((int) length), offset + Long.BYTES);
    GgufValues.Type type = values.type(key);
    long valueOffset = in.position();
    String value = values.value(key, type);
    if (known.putIfAbsent(key, type) != null || !contents.addMetadata(key, value, offset)) {
      throw in.broken(KEY_TWICE, offset, "the key '" + key + "' occurs twice");
    }
    if (key.equals(ALIGNMENT)) {
      readAlignment(type, value, valueOffset);
    }
    laterSplit |= key.equals(SPLIT) && !value.equals("0");
  }

  private String ascii(byte[] key, long offset) {
    for (int i = 0; i < key.length; i++) {
      if (key[i] < 0x20 || key[i] == 0x7f) {
        throw in.broken(
            KEY_NO_ASCII, offset + i, String.format("a key holds the byte 0x%02x", key[i]));
      }
    }
    return new String(key, StandardCharsets.US_ASCII);
  }

  private void readAlignment(GgufValues.Type type, String value, long offset) {
    if (type != GgufValues.Type.UINT32) {
      throw in.broken(ALIGNMENT_TYPE, offset, ALIGNMENT + " is of type " + type + ", not UINT32");
    }
    alignment = Long.parseLong(value);
    if (alignment < Long.BYTES || Long.bitCount(alignment) != 1) {
      throw in.broken(
          ALIGNMENT_VALUE, offset, ALIGNMENT + " is " + alignment + ", not a power of two from 8");
    }
  }

  /** A tensor whose place in the file is not known yet. */
  private record TensorInfo(
      String name, GgmlType type, Shape shape, long infoOffset, long offset) {}

  private TensorInfo readTensor() {
    long infoOffset = in.position();
    in.need(Long.BYTES, TRUNCATED, "the length of a tensor's name");
    long length = in.u64();
    if (length < 1 || length > LONGEST_NAME) {
      throw in.broken(
          NAME_LENGTH,
          infoOffset,
          "a tensor's name has " + Long.toUnsignedString(length) + " bytes");
    }
    in.need(length, TRUNCATED, "a tensor's name");
    String name = new Utf8(in, NAME_NO_UTF8).text(length, LONGEST_NAME);
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw in.broken(NAME_NO_UTF8, infoOffset, "a tensor's name holds a control character");
    }
    if (!contents.addName(name, infoOffset)) {
      throw in.broken(NAME_TWICE, infoOffset, "two tensors are named '" + name + "'");
    }
    Shape shape = readShape(name);
    long typeOffset = in.position();
    in.need(Integer.BYTES + Long.BYTES, TRUNCATED, "type and offset of '" + name + "'");
    long number = in.u32();
    GgmlType type =
        GgmlType.numbered(number)
            .orElseThrow(
                () ->
                    in.broken(
                        TYPE_UNKNOWN,
                        typeOffset,
                        "'" + name + "' is of the unknown type " + number));
    return new TensorInfo(name, type, shape, infoOffset, in.u64());
  }

  /** Dimensions stand innermost first in the file; we keep them outermost first. */
  private Shape readShape(String name) {
    long offset = in.position();
    in.need(Integer.BYTES, TRUNCATED, "the rank of '" + name + "'");
    long rank = in.u32();
    if (rank > HIGHEST_RANK) {
      throw in.broken(SHAPE_RANK, offset, "'" + name + "' has " + rank + " dimensions");
    }
    in.need(rank * Long.BYTES, TRUNCATED, "the dimensions of '" + name + "'");
    long[] dimensions = new long[(int) rank];
    for (int i = dimensions.length - 1; i >= 0; i--) {
      dimensions[i] = in.u64();
      if (dimensions[i] < 0) {
        throw in.broken(
            SHAPE_OVERFLOW,
            in.position() - Long.BYTES,
            "'" + name + "' has a dimension of " + Long.toUnsignedString(dimensions[i]));
      }
    }
    return Shape.of(dimensions);
  }

  private void place(TensorInfo[] infos) {
    if (infos.length == 0) {
      checkEnd(in.position(), in.position());
      return;
    }
    long data = aligned(in.position());
    long expected = 0;
    long end = 0;
    boolean quantised = false;
    for (TensorInfo info : infos) {
      if (info.offset() != expected) {
        throw in.broken(
            OFFSET,
            info.infoOffset(),
            "'"
                + info.name()
                + "' is at "
                + Long.toUnsignedString(info.offset())
                + ", but the tensors before it end at "
                + expected);
      }
      long length = length(info);
      if (length > in.size() - data - expected) {
        throw in.broken(
            DATA_TOO_SHORT,
            info.infoOffset(),
            "'"
                + info.name()
                + "' takes "
                + length
                + " bytes from "
                + (data + expected)
                + ", but the file has "
                + in.size());
      }
      ByteRange range = new ByteRange(in.file(), data + expected, length);
      contents.add(new Tensor(info.name(), info.type().element(), info.shape(), range));
      end = expected + length;
      expected = aligned(end);
      quantised |= info.type().quantised();
    }
    if (quantised && !laterSplit && !known.containsKey("general.quantization_version")) {
      throw in.broken(
          QUANTISATION_MISSING, in.position(), "there is no general.quantization_version");
    }
    checkEnd(data + end, data + expected);
  }

  private void checkEnd(long end, long alignedEnd) {
    if (in.size() != end && in.size() != alignedEnd && in.size() != aligned(end)) {
      throw in.broken(
          DATA_TOO_LONG, end, "the tensors end at " + end + ", but the file has " + in.size());
    }
  }

  private long length(TensorInfo info) {
    Shape shape = info.shape();
    long row = shape.rank() == 0 ? 1 : shape.dimension(shape.rank() - 1);
    if (row % info.type().element().blockValues() != 0) {
      throw in.broken(
          ROW_PART_OF_BLOCK,
          info.infoOffset(),
          "'"
              + info.name()
              + "' has rows of "
              + row
              + " values, but a block of "
              + info.type()
              + " has "
              + info.type().element().blockValues());
    }
    try {
      return info.type().element().bits(shape.values()) / Byte.SIZE;
    } catch (ArithmeticException e) {
      throw in.broken(
          SHAPE_OVERFLOW,
          info.infoOffset(),
          "'" + info.name() + "' " + shape + " of " + info.type() + " has 2^63 or more bits");
    }
  }

  private long aligned(long offset) {
    return Math.addExact(offset, alignment - 1) / alignment * alignment;
  }
}
