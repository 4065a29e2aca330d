package io.godwit.engine.inspection;

import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.Step;
import io.godwit.api.run.LintView;
import io.godwit.api.run.LintView.Found;
import io.godwit.api.step.Finding.Severity;
import io.godwit.engine.operation.History;
import io.godwit.engine.operation.Operating;
import io.godwit.engine.plan.Linted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code lint}: what the providers have to say about how steps are written. */
final class Linting {

  private final Operating parts;

  Linting(Operating parts) {
    this.parts = parts;
  }

  LintView look(boolean all) {
    List<Migration> migrations =
        all
            ? parts.setup().migrations()
            : History.read(parts.setup(), parts.stores().reading()).pending();
    List<Linted> linted =
        all
            ? migrations.stream()
                .flatMap(migration -> parts.planner().lint(List.of(migration)).stream())
                .toList()
            : parts.planner().lint(migrations);
    List<Found> found = new ArrayList<>();
    linted.forEach(step -> found.addAll(of(step)));
    int errors = (int) found.stream().filter(one -> one.severity().equals("error")).count();
    return new LintView(migrations.size(), errors, found.size() - errors, found);
  }

  /** What cannot be read is an error among the others, so that all of them are seen at once. */
  private static List<Found> of(Linted linted) {
    List<Found> found = new ArrayList<>();
    linted
        .remarks()
        .forEach(
            remark ->
                found.add(
                    found(
                        linted.migration(),
                        linted.step(),
                        remark.code(),
                        remark.severity(),
                        Optional.of(remark.place()),
                        remark.message())));
    linted.faults().forEach(fault -> found.add(found(linted.migration(), linted.step(), fault)));
    return found;
  }

  private static Found found(Migration migration, Step step, Fault fault) {
    return found(
        migration, step, fault.code().id(), Severity.ERROR, fault.place(), fault.message());
  }

  private static Found found(
      Migration migration,
      Step step,
      String code,
      Severity severity,
      Optional<Place> place,
      String message) {
    return new Found(
        migration.id().value(),
        step.id().value(),
        step.target().value(),
        code,
        severity.name().toLowerCase(Locale.ROOT),
        place.map(Place::file),
        place.map(Place::line).orElse(0),
        place.map(Place::column).orElse(0),
        message);
  }
}
