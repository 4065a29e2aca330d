package io.godwit.engine.plan;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.Step;
import io.godwit.api.name.TargetName;
import io.godwit.api.step.Lintable;
import io.godwit.api.step.Passage;
import io.godwit.api.step.Remark;
import io.godwit.engine.target.StepCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows each target all that will run on it: what one step does may be harmless, or harmful, for
 * what another one does. What cannot be read does not hide the others.
 */
final class StepLint {

  private final StepReader reader;
  private final List<Linted> all = new ArrayList<>();
  private final Map<TargetName, Sheet> sheets = new LinkedHashMap<>();

  StepLint(StepReader reader) {
    this.reader = reader;
  }

  /** What one target is shown. */
  private record Sheet(Lintable target, List<Passage> passages, List<Integer> steps) {}

  /** All steps of these migrations, which run together in this order. */
  List<Linted> of(List<Migration> migrations) {
    for (Migration migration : migrations) {
      for (Step step : migration.steps()) {
        all.add(new Linted(migration, step, List.of(), read(migration, step)));
      }
    }
    sheets.values().forEach(this::judge);
    return List.copyOf(all);
  }

  private List<Fault> read(Migration migration, Step step) {
    try {
      StepCall<?, ?, ?> call = reader.call(step);
      call.lintable()
          .ifPresent(
              target ->
                  call.passage(reader.config(call, step), reader.context(migration, step, true))
                      .ifPresent(passage -> keep(step, target, passage)));
      return List.of();
    } catch (GodwitException e) {
      return StepReader.faults(e, step);
    }
  }

  private void keep(Step step, Lintable target, Passage passage) {
    Sheet sheet =
        sheets.computeIfAbsent(
            step.target(), name -> new Sheet(target, new ArrayList<>(), new ArrayList<>()));
    sheet.passages.add(passage);
    sheet.steps.add(all.size());
  }

  private void judge(Sheet sheet) {
    List<List<Remark>> said = sheet.target.lint(sheet.passages);
    for (int i = 0; i < said.size(); i++) {
      int step = sheet.steps.get(i);
      all.set(step, all.get(step).saying(said.get(i)));
    }
  }
}
