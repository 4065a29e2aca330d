package io.godwit.model.safetensors;

import static io.godwit.model.safetensors.SafetensorsRule.*;

import io.godwit.model.file.ByteStream;
import io.godwit.model.file.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the header says of one tensor.
 *
 * @param begin its first byte in the buffer
 * @param end the byte after its last
 */
record TensorEntry(SafetensorsType type, Shape shape, long begin, long end) {

  private static final int HIGHEST_RANK = 16;

  static TensorEntry read(ByteStream in, StrictJson json, String name, long offset) {
    if (json.peek() != '{') {
      throw in.broken(
          ENTRY_NO_OBJECT, json.offset(), "'" + name + "' is not described by an object");
    }
    return new Parser(in, json, name).read(offset);
  }

  /** Collects the three fields, which come in any order. */
  private static final class Parser {

    private final ByteStream in;
    private final StrictJson json;
    private final String name;
    private final Set<String> seen = new HashSet<>();
    private Optional<SafetensorsType> type = Optional.empty();
    private Optional<Shape> shape = Optional.empty();
    private List<Long> offsets = List.of();

    Parser(ByteStream in, StrictJson json, String name) {
      this.in = in;
      this.json = json;
      this.name = name;
    }

    TensorEntry read(long offset) {
      json.object(64, this::field);
      for (String field : List.of("dtype", "shape", "data_offsets")) {
        if (!seen.contains(field)) {
          throw in.broken(ENTRY_FIELD_MISSING, offset, "'" + name + "' has no " + field);
        }
      }
      return checked(
          new TensorEntry(type.orElseThrow(), shape.orElseThrow(), offsets.get(0), offsets.get(1)),
          offset);
    }

    private void field(String field, long offset) {
      if (!seen.add(field)) {
        throw in.broken(ENTRY_FIELD_TWICE, offset, "'" + name + "' has two fields " + field);
      }
      switch (field) {
        case "dtype" -> type = Optional.of(readType());
        case "shape" -> shape = Optional.of(readShape());
        case "data_offsets" -> offsets = readOffsets();
        default ->
            throw in.broken(
                ENTRY_FIELD_UNKNOWN,
                offset,
                "'" + name + "' has the unknown field '" + field + "'");
      }
    }

    private SafetensorsType readType() {
      json.peek();
      long offset = json.offset();
      String text = json.peek() == '"' ? json.string(64) : "";
      return SafetensorsType.named(text)
          .orElseThrow(
              () ->
                  in.broken(
                      TYPE_UNKNOWN,
                      offset,
                      "'" + name + "' is of the unknown type '" + text + "'"));
    }

    private Shape readShape() {
      List<Long> dimensions = numbers(SHAPE_NO_LIST, HIGHEST_RANK, "shape");
      return Shape.of(dimensions.stream().mapToLong(Long::longValue).toArray());
    }

    private List<Long> readOffsets() {
      long offset = json.offset();
      List<Long> pair = numbers(OFFSETS_NO_PAIR, 2, "data_offsets");
      if (pair.size() != 2) {
        throw in.broken(
            OFFSETS_NO_PAIR, offset, "'" + name + "' has " + pair.size() + " data_offsets, not 2");
      }
      return pair;
    }

    private List<Long> numbers(SafetensorsRule rule, int most, String field) {
      if (json.peek() != '[') {
        throw in.broken(rule, json.offset(), field + " of '" + name + "' is no list");
      }
      List<Long> numbers = new ArrayList<>();
      json.array(
          () -> {
            if (numbers.size() == most) {
              throw in.broken(
                  rule == SHAPE_NO_LIST ? SHAPE_RANK : rule,
                  json.offset(),
                  field + " of '" + name + "' has more than " + most + " numbers");
            }
            numbers.add(whole(rule, field));
          });
      return numbers;
    }

    private long whole(SafetensorsRule rule, String field) {
      int first = json.peek();
      long offset = json.offset();
      boolean numeric = first == '-' || (first >= '0' && first <= '9');
      String token = numeric ? json.number() : "something else";
      try {
        if (numeric && token.chars().allMatch(Character::isDigit)) {
          return Long.parseLong(token);
        }
      } catch (NumberFormatException e) {
        throw in.broken(
            rule, offset, field + " of '" + name + "' holds " + token + ", above 2^63-1");
      }
      throw in.broken(
          rule,
          offset,
          field + " of '" + name + "' holds " + token + ", not a whole number from 0");
    }

    private TensorEntry checked(TensorEntry entry, long offset) {
      if (entry.end < entry.begin) {
        throw in.broken(
            OFFSETS_REVERSED,
            offset,
            "'" + name + "' ends at " + entry.end + " and begins at " + entry.begin);
      }
      long bits = bits(entry, offset);
      if (bits % Byte.SIZE != 0) {
        throw in.broken(
            SIZE_PART_OF_BYTE,
            offset,
            "'" + name + "' " + entry.shape + " of " + entry.type + " takes " + bits + " bits");
      }
      if (bits / Byte.SIZE != entry.end - entry.begin) {
        throw in.broken(
            SIZE_MISMATCH,
            offset,
            "'"
                + name
                + "' "
                + entry.shape
                + " of "
                + entry.type
                + " takes "
                + bits / Byte.SIZE
                + " bytes, but its offsets span "
                + (entry.end - entry.begin));
      }
      return entry;
    }

    private long bits(TensorEntry entry, long offset) {
      try {
        return entry.type.element().bits(entry.shape.values());
      } catch (ArithmeticException e) {
        throw in.broken(
            SHAPE_OVERFLOW,
            offset,
            "'" + name + "' " + entry.shape + " of " + entry.type + " has 2^63 or more bits");
      }
    }
  }
}
