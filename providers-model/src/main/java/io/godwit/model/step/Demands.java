package io.godwit.model.step;

import java.util.List;
import java.util.Map;

/**
 * What the files of a model must be.
 *
 * @param strict whether oddities are errors
 * @param carry files of other formats that are let through
 * @param expect tensors with their types and shapes
 * @param limits what the model may take
 * @param check whether headers or all values are read
 * @param allow names, with {@code *}, of tensors that may hold NaN and infinities
 */
public record Demands(
    boolean strict,
    List<String> carry,
    Map<String, String> expect,
    Limits limits,
    Check check,
    List<String> allow) {

  /** How much is read. */
  public enum Check {
    /** Headers. */
    QUICK,
    /** All values too. */
    FULL
  }

  /** Files that keep the rules of their formats. */
  public static final Demands NONE =
      new Demands(false, List.of(), Map.of(), Limits.NONE, Check.QUICK, List.of());

  /** Copies the collections. */
  public Demands {
    carry = List.copyOf(carry);
    expect = Map.copyOf(expect);
    allow = List.copyOf(allow);
  }

  /** The same, without reading values. */
  public Demands quickly() {
    return new Demands(strict, carry, expect, limits, Check.QUICK, allow);
  }
}
