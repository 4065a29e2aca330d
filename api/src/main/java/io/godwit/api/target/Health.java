package io.godwit.api.target;

import io.godwit.api.error.Fault;
import java.util.List;
import java.util.Map;

/**
 * What a look at a target found.
 *
 * @param faults what keeps Godwit from working there; none when all is well
 * @param facts what a person may want to know: product, version, free bytes; no secrets
 */
public record Health(List<Fault> faults, Map<String, String> facts) {

  /** Copies both. */
  public Health {
    faults = List.copyOf(faults);
    facts = Map.copyOf(facts);
  }

  /** All is well. */
  public static Health good(Map<String, String> facts) {
    return new Health(List.of(), facts);
  }

  /** Something keeps Godwit from working there. */
  public static Health bad(Fault fault) {
    return new Health(List.of(fault), Map.of());
  }

  /** Whether all is well. */
  public boolean isGood() {
    return faults.isEmpty();
  }
}
