package io.godwit.model.onnx;

import static io.godwit.model.onnx.OnnxRule.*;

import io.godwit.model.file.ByteRange;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.LimitRule;
import io.godwit.model.file.Shape;
import io.godwit.model.file.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one {@code TensorProto}. Its fields come in any order, so the values are counted while they
 * pass and held against shape and type at the end.
 */
final class TensorReader {

  private static final int HIGHEST_RANK = 16;
  private static final Set<Integer> SINGLE = Set.of(2, 3, 8, 9, 12, 14);

  private final Wire wire;
  private final ByteStream in;
  private final ExternalData external;
  private final Map<OnnxType.Field, Long> entries = new EnumMap<>(OnnxType.Field.class);
  private long[] dimensions = new long[HIGHEST_RANK];
  private int rank;
  private Optional<OnnxType> type = Optional.empty();
  private Optional<ByteRange> raw = Optional.empty();
  private String name = "";
  private boolean elsewhere;

  private TensorReader(Wire wire, Siblings siblings) {
    this.wire = wire;
    this.in = wire.in();
    this.external = new ExternalData(wire, siblings);
  }

  /** Reads the tensor that is the field's value. */
  static Tensor read(Wire wire, Siblings siblings, Wire.Field field) {
    wire.expect(field, Wire.LENGTH);
    return new TensorReader(wire, siblings).read(field);
  }

  private Tensor read(Wire.Field message) {
    long begin = in.position();
    wire.message("a tensor", message.end(), SINGLE, this::field);
    OnnxType known =
        type.orElseThrow(
            () ->
                in.broken(TYPE_UNKNOWN, message.offset(), "the tensor '" + name + "' has no type"));
    Shape shape = Shape.of(Arrays.copyOf(dimensions, rank));
    long values;
    long bytes;
    long wanted;
    try {
      values = shape.values();
      bytes = known.bytes(values);
      wanted = known.entries(values);
    } catch (ArithmeticException e) {
      throw in.broken(
          SHAPE_OVERFLOW,
          message.offset(),
          "'" + name + "' " + shape + " of " + known + " has 2^63 or more bits");
    }
    ByteRange whole = new ByteRange(in.file(), begin, message.end() - begin);
    ByteRange data;
    if (elsewhere || external.isGiven()) {
      boolean own = raw.isPresent() || !entries.isEmpty() || !elsewhere;
      data = external.range(name, known, bytes, own, message.offset());
    } else if (raw.isPresent()) {
      data = raw.get();
      checkRaw(known, shape, bytes, message.offset());
    } else {
      data = whole;
      checkEntries(known, shape, wanted, message.offset());
    }
    boolean plain = elsewhere || external.isGiven() || raw.isPresent();
    return new Tensor(name, known.element(), shape, data, plain);
  }

  private boolean field(Wire.Field field) {
    switch (field.number()) {
      case 1 -> readDimensions(field);
      case 2 -> type = Optional.of(readType(field));
      case 3 -> throw in.broken(SEGMENT, field.offset(), "a tensor is a segment of a larger one");
      case 8 -> name = wire.text(field, LimitRule.LONGEST_NAME + 1);
      case 9 -> readRaw(field);
      case 13 -> external.entry(field);
      case 14 -> readLocation(field);
      default -> {
        Optional<OnnxType.Field> values = OnnxType.Field.numbered(field.number());
        values.ifPresent(kind -> entries.merge(kind, count(field, kind), Long::sum));
        return values.isPresent();
      }
    }
    return true;
  }

  private void readDimensions(Wire.Field field) {
    if (field.kind() == Wire.LENGTH) {
      while (in.position() < field.end()) {
        addDimension(wire.varint(field.end()), field.offset());
      }
    } else {
      addDimension(wire.number(field), field.offset());
    }
  }

  private void addDimension(long dimension, long offset) {
    if (rank == HIGHEST_RANK) {
      throw in.broken(SHAPE_RANK, offset, "a tensor has more than " + HIGHEST_RANK + " dimensions");
    }
    if (dimension < 0) {
      throw in.broken(SHAPE_NEGATIVE, offset, "a tensor has a dimension of " + dimension);
    }
    dimensions[rank++] = dimension;
  }

  private OnnxType readType(Wire.Field field) {
    long number = wire.number(field);
    return OnnxType.numbered(number)
        .orElseThrow(
            () ->
                in.broken(
                    TYPE_UNKNOWN, field.offset(), "a tensor is of the unknown type " + number));
  }

  private void readRaw(Wire.Field field) {
    wire.expect(field, Wire.LENGTH);
    long length = field.end() - in.position();
    raw = Optional.of(new ByteRange(in.file(), in.position(), length));
    in.skip(length);
  }

  private void readLocation(Wire.Field field) {
    long location = wire.number(field);
    if (location != 0 && location != 1) {
      throw in.broken(DATA_LOCATION, field.offset(), "a tensor's data_location is " + location);
    }
    elsewhere = location == 1;
  }

  /** How many values a field holds, which has one of them or many packed together. */
  private long count(Wire.Field field, OnnxType.Field kind) {
    return switch (kind) {
      case FLOATS -> fixed(field, Wire.FOUR_BYTES, Float.BYTES);
      case DOUBLES -> fixed(field, Wire.EIGHT_BYTES, Double.BYTES);
      case STRINGS -> {
        wire.expect(field, Wire.LENGTH);
        in.skip(field.end() - in.position());
        yield 1L;
      }
      case INT32S, INT64S, UINT64S -> varints(field);
    };
  }

  private long fixed(Wire.Field field, int single, int width) {
    if (field.kind() != single) {
      wire.expect(field, Wire.LENGTH);
    }
    long length = field.end() - in.position();
    if (length % width != 0) {
      throw in.broken(
          PACKED_LENGTH, field.offset(), length + " packed bytes are no numbers of " + width);
    }
    in.skip(length);
    return length / width;
  }

  private long varints(Wire.Field field) {
    if (field.kind() != Wire.LENGTH) {
      wire.number(field);
      return 1;
    }
    long count = 0;
    while (in.position() < field.end()) {
      wire.varint(field.end());
      count++;
    }
    return count;
  }

  private void checkRaw(OnnxType known, Shape shape, long bytes, long offset) {
    if (!entries.isEmpty()) {
      throw in.broken(
          DATA_TWICE, offset, "'" + name + "' has raw values and " + entries.keySet() + " too");
    }
    if (known == OnnxType.STRING) {
      throw in.broken(DATA_FIELD, offset, "'" + name + "' has texts as raw values");
    }
    long length = raw.orElseThrow().length();
    if (length != bytes) {
      throw in.broken(DATA_SIZE, offset, sizes(known, shape, bytes + " bytes", length));
    }
  }

  private void checkEntries(OnnxType known, Shape shape, long wanted, long offset) {
    if (entries.size() > 1) {
      throw in.broken(
          DATA_TWICE, offset, "'" + name + "' has values in the fields " + entries.keySet());
    }
    long found = entries.values().stream().mapToLong(Long::longValue).sum();
    if (!entries.isEmpty() && !entries.containsKey(known.field())) {
      throw in.broken(
          DATA_FIELD,
          offset,
          "'" + name + "' of " + known + " has its values in the field " + entries.keySet());
    }
    if (found != wanted) {
      throw in.broken(DATA_SIZE, offset, sizes(known, shape, wanted + " values", found));
    }
  }

  private String sizes(OnnxType known, Shape shape, String wanted, long found) {
    return "'" + name + "' " + shape + " of " + known + " takes " + wanted + ", but has " + found;
  }
}
