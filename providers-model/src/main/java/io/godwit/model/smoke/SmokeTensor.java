package io.godwit.model.smoke;

import java.util.List;

/**
 * A tensor as an author writes it, and as it is compared.
 *
 * @param shape its dimensions; empty for a scalar
 * @param values its values, the last dimension first to move: {@code Long}, {@code Double}, {@code
 *     Boolean} or {@code String}
 */
public record SmokeTensor(List<Long> shape, List<Object> values) {

  /** Checks that there are as many values as the shape says. */
  public SmokeTensor {
    shape = List.copyOf(shape);
    values = List.copyOf(values);
    long wanted = 1;
    for (long dimension : shape) {
      if (dimension < 0 || (dimension > 0 && wanted > Integer.MAX_VALUE / dimension)) {
        throw new IllegalArgumentException("no tensor of few values has the shape " + shape);
      }
      wanted *= dimension;
    }
    if (wanted != values.size()) {
      throw new IllegalArgumentException(
          "the shape " + shape + " wants " + wanted + " values, there are " + values.size());
    }
  }

  /** The place of a value: {@code [0,2]}. */
  String place(int index) {
    StringBuilder place = new StringBuilder();
    long rest = index;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      place.insert(0, (axis == 0 ? "" : ",") + rest % shape.get(axis));
      rest /= shape.get(axis);
    }
    return "[" + place + "]";
  }
}
