package io.godwit.model.onnx;

import io.godwit.model.file.LimitRule;
import java.util.Set;

/** A {@code StringStringEntryProto}. */
record Pair(String key, String value) {

  /** Reads the pair that is the field's value, and keeps so many characters of its value. */
  static Pair read(Wire wire, Wire.Field field, int keep) {
    wire.expect(field, Wire.LENGTH);
    String[] texts = {"", ""};
    wire.message(
        "an entry",
        field.end(),
        Set.of(1, 2),
        part -> {
          if (part.number() > 2) {
            return false;
          }
          texts[part.number() - 1] =
              wire.text(part, part.number() == 1 ? LimitRule.LONGEST_NAME : keep);
          return true;
        });
    return new Pair(texts[0], texts[1]);
  }
}
