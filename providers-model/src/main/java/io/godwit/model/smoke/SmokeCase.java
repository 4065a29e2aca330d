package io.godwit.model.smoke;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Inputs, and what must come out.
 *
 * @param name what messages call it
 * @param inputs the inputs by name
 * @param outputs the outputs that are compared, by name
 */
public record SmokeCase(
    String name, Map<String, SmokeTensor> inputs, Map<String, SmokeTensor> outputs) {

  private static final int SHOWN = 3;

  /** Copies the maps. */
  public SmokeCase {
    inputs = Map.copyOf(inputs);
    outputs = Map.copyOf(outputs);
  }

  /** What differs from what must come out, one sentence for each output. */
  List<String> differences(Map<String, SmokeTensor> got, Tolerance tolerance) {
    List<String> differences = new ArrayList<>();
    new TreeMap<>(outputs)
        .forEach(
            (output, expected) -> {
              String what =
                  Optional.ofNullable(got.get(output))
                      .map(tensor -> difference(expected, tensor, tolerance))
                      .orElse("the model did not give it");
              if (!what.isEmpty()) {
                differences.add("case '" + name + "', output '" + output + "': " + what);
              }
            });
    return differences;
  }

  private static String difference(SmokeTensor expected, SmokeTensor got, Tolerance tolerance) {
    if (!expected.shape().equals(got.shape())) {
      return "the shape is " + got.shape() + ", expected " + expected.shape();
    }
    List<String> shown = new ArrayList<>();
    int different = 0;
    for (int i = 0; i < expected.values().size(); i++) {
      Object wanted = expected.values().get(i);
      Object value = got.values().get(i);
      if (!tolerance.accepts(wanted, value)) {
        different++;
        if (shown.size() < SHOWN) {
          shown.add("value " + expected.place(i) + " is " + value + ", expected " + wanted);
        }
      }
    }
    if (different > SHOWN) {
      shown.add("and " + (different - SHOWN) + " more of " + expected.values().size());
    }
    return String.join("; ", shown);
  }
}
