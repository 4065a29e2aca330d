package io.godwit.api.step;

import java.util.Map;
import java.util.Optional;

/**
 * How far a step has come, in the provider's own words. Small: it is written with every batch. The
 * engine keeps it with the step and hands it back; a target that commits its changes in
 * transactions keeps it in the receipt too, and there it is the truth.
 */
public record Checkpoint(Map<String, String> values) {

  /** What {@link #of} and resuming begin with: nothing done yet. */
  public static final Checkpoint NONE = new Checkpoint(Map.of());

  private static final int LONGEST = 65_536;

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if they have more than 65,536 characters
   */
  public Checkpoint {
    values = Map.copyOf(values);
    int length = 0;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      length += entry.getKey().length() + entry.getValue().length();
    }
    if (length > LONGEST) {
      throw new IllegalArgumentException("a checkpoint has at most " + LONGEST + " characters");
    }
  }

  /** One value. */
  public static Checkpoint of(String key, String value) {
    return new Checkpoint(Map.of(key, value));
  }

  /** The value under a key. */
  public Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key));
  }
}
