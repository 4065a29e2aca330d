package io.godwit.model.step;

import io.godwit.api.error.Fault;
import io.godwit.api.file.FileTree;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.inspect.Inspector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks through a model's files with the demands of a step. */
final class Examination {

  private Examination() {}

  static Inspection of(FileTree tree, PublishStep.Demands demands) {
    Expectations expectations = new Expectations(demands.expect());
    Inspection found =
        Inspector.inspect(
            tree,
            new Inspector.Options(demands.strict(), Set.copyOf(demands.carry())),
            expectations::see);
    List<Fault> faults = new ArrayList<>(found.faults());
    if (faults.isEmpty()) {
      faults.addAll(expectations.faults());
    }
    return new Inspection(found.models(), faults, found.warnings());
  }
}
