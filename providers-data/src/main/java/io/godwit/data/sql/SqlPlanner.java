package io.godwit.data.sql;

import io.godwit.api.step.Conduct;
import io.godwit.api.step.Conduct.Landing;
import io.godwit.api.step.Conduct.Undo;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepPlan.Estimate;
import io.godwit.api.step.StepPlan.Text;
import io.godwit.api.step.Tally;
import io.godwit.data.lint.Draft;
import io.godwit.data.script.Statement;
import io.godwit.data.script.Subject;
import io.godwit.data.script.Unit;
import io.godwit.data.target.DataTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says what a script would do. */
final class SqlPlanner {

  private static final int SHOWN = 200;

  private final DataTarget target;
  private final PlanContext context;

  SqlPlanner(DataTarget target, PlanContext context) {
    this.target = target;
    this.context = context;
  }

  StepPlan<SqlScripts> plan(SqlConfig config) {
    SqlScripts scripts =
        new ScriptChoice(target.dialect(), config, context.files()).scripts().frozen();
    FrozenScript up = scripts.up();
    Optional<FrozenScript> down = scripts.down();
    Hints hints = Hints.of(target.dialect(), up.statements());
    RowCounts rows = new RowCounts(target, context.preceded());
    Undo undo = down.isPresent() ? Undo.INVERSE : Undo.NONE;
    boolean looks =
        up.refusesTransaction() || down.map(FrozenScript::refusesTransaction).orElse(false);
    Landing landing = looks ? Landing.LOOK : Landing.RECEIPT;
    return new StepPlan<>(
        scripts,
        new Text(summary(up, down), details(up, hints), warnings(up, down)),
        estimate(up, rows),
        new Conduct(undo, landing, hints.risk(), hints.stopsReaders(), false),
        List.of(),
        touches(up));
  }

  /** Lint sees the way up; what a way back does is meant. */
  Draft draft(SqlConfig config) {
    ScriptChoice choice = new ScriptChoice(target.dialect(), config, context.files());
    ScriptChoice.Written up = choice.scripts().up();
    return Draft.written(up.script(), up.mode());
  }

  private static String summary(FrozenScript up, Optional<FrozenScript> down) {
    int statements = up.statements().size();
    String how =
        up.effects() <= 1 && !up.refusesTransaction()
            ? "in one transaction"
            : "in " + up.effects() + " parts";
    return up.file()
        + ": "
        + statements
        + (statements == 1 ? " statement " : " statements ")
        + how
        + down.map(script -> ", taken back by " + script.file()).orElse(", cannot be taken back");
  }

  private static List<String> details(FrozenScript up, Hints hints) {
    List<String> lines = new ArrayList<>();
    int part = 0;
    for (Unit unit : up.units()) {
      if (up.units().size() > 1) {
        part++;
        lines.add("part " + part + " of " + up.units().size() + ", " + manner(unit) + ":");
      }
      for (Statement statement : unit.statements()) {
        lines.add(line(up, statement, hints));
      }
    }
    return lines.size() <= SHOWN ? lines : shortened(lines);
  }

  private static List<String> shortened(List<String> lines) {
    List<String> shown = new ArrayList<>(lines.subList(0, SHOWN));
    shown.add("… and " + (lines.size() - SHOWN) + " more lines");
    return shown;
  }

  private static String manner(Unit unit) {
    return switch (unit.kind()) {
      case TRANSACTION ->
          unit.discarded() ? "a transaction that its author rolls back" : "a transaction";
      case ALONE -> "outside a transaction";
      case CONNECTION -> "a setting of the connection";
    };
  }

  private static String line(FrozenScript up, Statement statement, Hints hints) {
    String hint = hints.of(statement).map(text -> "  [" + text + "]").orElse("");
    String data =
        statement.copyData().map(text -> " (" + text.lines().count() + " rows)").orElse("");
    return statement.place(up.file()) + " " + statement.shown() + data + hint;
  }

  private static List<String> warnings(FrozenScript up, Optional<FrozenScript> down) {
    List<String> warnings = new ArrayList<>();
    if (up.effects() > 1) {
      warnings.add(
          up.file()
              + " runs in "
              + up.effects()
              + " parts: if one fails, those before it stay until the down script takes them back,"
              + " so write that so that it can begin there (IF EXISTS)");
    }
    if (down.isEmpty()) {
      warnings.add(up.file() + " has no down script");
    }
    return warnings;
  }

  private Estimate estimate(FrozenScript up, RowCounts rows) {
    List<Tally> work = new ArrayList<>();
    work.add(Tally.of("statements", up.statements().size()));
    long count = rows.of(rewritten(up));
    if (count > 0) {
      work.add(Tally.of("rows", count));
    }
    return new Estimate(work, 0, 0, Optional.empty());
  }

  /** The tables whose rows a script changes, besides those that it makes itself. */
  private List<String> rewritten(FrozenScript up) {
    List<Statement> changing =
        up.statements().stream()
            .filter(
                statement ->
                    Subject.of(target.dialect(), statement.text())
                        .filter(s -> s.action().equals("UPDATE") || s.action().equals("DELETE"))
                        .isPresent())
            .toList();
    return Subject.tables(target.dialect(), changing);
  }

  private Set<String> touches(FrozenScript up) {
    TreeSet<String> touches = new TreeSet<>();
    for (Statement statement : up.statements()) {
      Subject.of(target.dialect(), statement.text())
          .filter(subject -> !subject.name().isEmpty())
          .ifPresent(
              subject ->
                  touches.add(subject.kind() + " " + subject.name().toLowerCase(Locale.ROOT)));
    }
    return touches;
  }
}
