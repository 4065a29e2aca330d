package io.godwit.engine.project;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.migration.Step;
import io.godwit.api.name.StepId;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads when a step may begin and how long it may take. */
final class StepTerms {

  private final boolean parallel;
  private final List<Fault> faults;
  private final Set<String> earlier = new LinkedHashSet<>();

  /** The terms of the steps of a migration, which are asked for in order. */
  StepTerms(boolean parallel, List<Fault> faults) {
    this.parallel = parallel;
    this.faults = faults;
  }

  Step.Terms next(Manifest.StepEntry entry) {
    Optional<List<StepId>> after =
        entry
            .after()
            .map(this::known)
            .or(() -> Optional.of(List.<StepId>of()).filter(x -> parallel));
    entry
        .timeout()
        .filter(time -> time.isZero() || time.isNegative())
        .ifPresent(time -> none(entry));
    earlier.add(entry.id().value());
    Optional<String> risk = entry.risk().flatMap(this::risk);
    return new Step.Terms(after, entry.timeout(), new Step.Stakes(risk, entry.downtime()));
  }

  private Optional<String> risk(Setting.Scalar written) {
    Optional<String> risk = written.text().filter(Step.Stakes.RISKS::contains);
    if (risk.isEmpty()) {
      faults.add(
          Fault.at(
              written.place(),
              ConfigError.BAD_VALUE,
              "risk is one of "
                  + String.join(", ", Step.Stakes.RISKS)
                  + ", not '"
                  + written.text().orElse("")
                  + "'"));
    }
    return risk;
  }

  private List<StepId> known(List<Setting.Scalar> names) {
    List<StepId> ids = new ArrayList<>();
    for (Setting.Scalar name : names) {
      String text = name.text().orElse("");
      if (earlier.contains(text)) {
        ids.add(new StepId(text));
      } else {
        faults.add(
            Fault.at(
                name.place(),
                ConfigError.MISSING_DEPENDENCY,
                "There is no step '"
                    + text
                    + "' before this one to wait for; "
                    + Nearest.hint(text, List.copyOf(earlier))));
      }
    }
    return ids;
  }

  private void none(Manifest.StepEntry entry) {
    faults.add(
        Fault.at(
            entry.place(),
            ConfigError.BAD_VALUE,
            "Step " + entry.id() + ": timeout has to be more than nothing"));
  }
}
