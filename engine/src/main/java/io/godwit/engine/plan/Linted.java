package io.godwit.engine.plan;

import io.godwit.api.error.Fault;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.Step;
import io.godwit.api.step.Remark;
import java.util.List;

/**
 * What lint has found in a step.
 *
 * @param remarks what is harmful
 * @param faults what cannot be read
 */
public record Linted(Migration migration, Step step, List<Remark> remarks, List<Fault> faults) {

  /** Copies the lists. */
  public Linted {
    remarks = List.copyOf(remarks);
    faults = List.copyOf(faults);
  }

  Linted saying(List<Remark> said) {
    return new Linted(migration, step, said, faults);
  }
}
