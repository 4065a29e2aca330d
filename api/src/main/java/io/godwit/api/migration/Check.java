package io.godwit.api.migration;

import io.godwit.api.name.TargetName;
import java.util.Objects;

/**
 * A question with an expected answer (E3).
 *
 * @param name what is claimed, for example {@code no ticket without priority}
 * @param target where it is asked
 * @param query the question in the target's language
 * @param expect the answer as text; two answers that are the same number are equal
 * @param critical whether a wrong answer stops the run and takes it back; if not, it warns
 */
public record Check(String name, TargetName target, String query, String expect, boolean critical) {

  /** Checks that nothing is null. */
  public Check {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(query, "query");
    Objects.requireNonNull(expect, "expect");
  }
}
