package io.godwit.engine.operation;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Release;
import io.godwit.api.run.VerificationView;
import io.godwit.api.run.VerificationView.TargetReport;
import io.godwit.api.target.Defect;
import io.godwit.api.target.Health;
import io.godwit.api.target.Target;
import io.godwit.api.target.Verifiable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code verify}: whether what the targets hold is sound (A5). */
final class Verifier {

  private final Operating parts;

  Verifier(Operating parts) {
    this.parts = parts;
  }

  VerificationView verify(Optional<Verifiable.Depth> depth) {
    Optional<Version> version = parts.stores().reading().current().flatMap(Release::version);
    Setup.Look look = parts.setup().look();
    Verifiable.Demand demand =
        new Verifiable.Demand(depth.orElse(look.depth()), look.timeout(), parts.clock(), version);
    List<TargetReport> reports = new ArrayList<>();
    for (TargetName name : parts.targets().names()) {
      reports.add(
          TargetReport.of(name.value(), parts.targets().provider(name), look(name, demand)));
    }
    return VerificationView.of(reports);
  }

  private List<Defect> look(TargetName name, Verifiable.Demand demand) {
    try {
      Target target = parts.targets().open(name);
      Health health = target.health();
      if (!health.isGood()) {
        return unwell(name, health.faults());
      }
      return target instanceof Verifiable verifiable ? verifiable.verify(demand) : List.of();
    } catch (GodwitException e) {
      return unwell(name, e.faults());
    }
  }

  private static List<Defect> unwell(TargetName name, List<Fault> faults) {
    return faults.stream()
        .map(
            fault ->
                new Defect(
                    Defect.Severity.CRITICAL,
                    Defect.Area.TARGET,
                    "target " + name,
                    fault.toString(),
                    "`godwit doctor` looks at the whole set-up"))
        .toList();
  }
}
