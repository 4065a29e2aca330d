package io.godwit.knowledge.rest.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.rest.RestError;

/**
 * A point as a store gave it back.
 *
 * @param payload what is known about it
 * @param vector its vector; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Row(JsonNode payload, float[] vector) {

  /** Its place among those of its kind. */
  public long at() {
    return number("at");
  }

  /** A text that has to be there. */
  String text(String key) {
    if (!payload.path(key).isTextual()) {
      throw bad("no " + key);
    }
    return payload.path(key).textValue();
  }

  /** A number, not below zero, that has to be there. */
  long number(String key) {
    if (!payload.path(key).canConvertToExactIntegral() || payload.path(key).longValue() < 0) {
      throw bad("no number " + key);
    }
    return payload.path(key).longValue();
  }

  /** The numbers of a vector, each read as the float that is nearest to it. */
  public static float[] vector(JsonNode numbers) {
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = numbers.path(i).isNumber() ? numbers.path(i).floatValue() : Float.NaN;
    }
    return vector;
  }

  static GodwitException bad(String what) {
    return new GodwitException(
        RestError.STORE_ANSWER,
        "The store has a row of the copy with "
            + what
            + "; somebody has changed it: copy the collection again");
  }
}
