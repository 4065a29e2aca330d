package io.godwit.model.step;

import io.godwit.api.config.Doc;
import io.godwit.api.error.Fault;
import io.godwit.model.file.ModelError;
import io.godwit.model.inspect.FileReport;
import io.godwit.model.inspect.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a model may take; what is not said is not limited. */
public record Limits(
    @Doc("The most bytes that all files of the version may have together.") Optional<Long> bytes,
    @Doc("The most values that all tensors may have together.") Optional<Long> parameters,
    @Doc("The types that tensors may have, such as BF16.") List<String> types) {

  /** No limits. */
  public static final Limits NONE = new Limits(Optional.empty(), Optional.empty(), List.of());

  /** Copies the list. */
  public Limits {
    types = List.copyOf(types);
  }

  List<Fault> faults(Inspection inspection, long size) {
    List<Fault> faults = new ArrayList<>();
    bytes
        .filter(most -> size > most)
        .ifPresent(most -> faults.add(over("has " + size + " bytes, above " + most)));
    parameters
        .filter(most -> inspection.parameters() > most)
        .ifPresent(
            most ->
                faults.add(over("has " + inspection.parameters() + " parameters, above " + most)));
    TreeSet<String> others = new TreeSet<>();
    inspection.models().stream().map(FileReport::types).forEach(map -> others.addAll(map.keySet()));
    others.removeAll(types);
    if (!types.isEmpty() && !others.isEmpty()) {
      faults.add(over("has tensors of " + others + ", its limits allow " + types));
    }
    return faults;
  }

  private static Fault over(String what) {
    return Fault.of(
        ModelError.OVER_BUDGET,
        "the model " + what + "; give a smaller one (model.convert can cast), or raise the limits");
  }
}
