package io.godwit.model.step;

import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.NamePattern;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.inspect.Inspector;
import io.godwit.model.values.BadValues;
import io.godwit.model.values.Value;
import io.godwit.model.values.ValueScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks through a model's files with the demands of a step. */
public final class Examination {

  private Examination() {}

  /** Looks through the files: their headers, and their values where the demands say so. */
  public static Inspection of(FileTree tree, Demands demands) {
    Expectations expectations = new Expectations(demands.expect());
    Inspector.Options options =
        new Inspector.Options(demands.strict(), Set.copyOf(demands.carry()));
    Inspection found = Inspector.inspect(tree, options, expectations::see);
    if (!found.isGood()) {
      return found;
    }
    List<Fault> faults = new ArrayList<>(expectations.faults());
    faults.addAll(demands.limits().faults(found, tree.sizeBytes()));
    if (demands.check() == Demands.Check.FULL) {
      faults.addAll(values(tree, options, demands.allow()));
    }
    return new Inspection(found.models(), faults, found.warnings());
  }

  private static List<Fault> values(
      FileTree tree, Inspector.Options options, List<String> allowed) {
    try (ValueScan scan = new ValueScan(tree)) {
      Inspector.inspect(tree, options, scan::see).orThrow();
      List<NamePattern> special = allowed.stream().map(NamePattern::new).toList();
      Stream<BadValues> bad =
          scan.bad().stream()
              .filter(
                  values ->
                      values.kind() == Value.NO_BOOLEAN
                          || special.stream().noneMatch(name -> name.matches(values.tensor())));
      return bad.map(Examination::fault).toList();
    }
  }

  private static Fault fault(BadValues values) {
    return Fault.at(
        Place.of(values.firstByte().file()),
        ModelError.BAD_VALUES,
        values + "; give sound files, or name the tensor under allow if it must be so");
  }
}
