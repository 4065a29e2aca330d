package io.godwit.data.tables;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.Conduct.Landing;
import io.godwit.api.step.Conduct.Risk;
import io.godwit.api.step.Conduct.Undo;
import io.godwit.api.step.Finding;
import io.godwit.api.step.PlanContext;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.StepPlan.Estimate;
import io.godwit.api.step.StepPlan.Text;
import io.godwit.api.step.StepType;
import io.godwit.api.step.Tally;
import io.godwit.data.error.DataError;
import io.godwit.data.error.Endings;
import io.godwit.data.sql.TableShape;
import io.godwit.data.target.DataTarget;
import io.godwit.sql.snapshot.Snapshots;
import io.godwit.sql.snapshot.TableList;
import io.godwit.sql.snapshot.TableRestore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code data.restore}: tables of a snapshot come into a database, in one transaction with the
 * receipt. What they held before is kept beside them until the step is retired, and comes back when
 * it is undone.
 */
public final class RestoreStep implements StepType<DataTarget, RestoreConfig, TableSnapshot> {

  /** The provider has one. */
  public RestoreStep() {}

  @Override
  public StepTypeName name() {
    return new StepTypeName("data.restore");
  }

  @Override
  public String description() {
    return "Brings tables of a snapshot in the repository back.";
  }

  @Override
  public Class<RestoreConfig> configType() {
    return RestoreConfig.class;
  }

  @Override
  public Class<TableSnapshot> frozenType() {
    return TableSnapshot.class;
  }

  @Override
  public StepPlan<TableSnapshot> plan(
      DataTarget target, RestoreConfig config, PlanContext context) {
    TableSnapshot step = TableSnapshot.of(config.from(), config.tables());
    Optional<PublishedArtifact> snapshot = context.artifacts().find(step.id());
    Set<String> tables = new LinkedHashSet<>(step.tables());
    snapshot
        .flatMap(there -> TableList.read(context.artifacts().contents(there.manifest())))
        .ifPresent(
            list -> {
              tables.clear();
              tables.addAll(list.only(step.tables()).names());
            });
    if (tables.isEmpty() && snapshot.isPresent()) {
      throw new GodwitException(
          DataError.WHICH_SNAPSHOT,
          step.artifact()
              + " is a snapshot of a whole database: say under tables: which of them come back");
    }
    return new StepPlan<>(
        step,
        text(target, step, tables, snapshot.isPresent()),
        Estimate.of(Tally.of("tables", tables.size())),
        new Conduct(Undo.SNAPSHOT, Landing.RECEIPT, Risk.HIGH, false, false),
        List.of(),
        touches(tables));
  }

  private static Fault absent(TableSnapshot step) {
    return Fault.of(
        DataError.WHICH_SNAPSHOT,
        step.artifact()
            + " is not in the repository; `godwit artifacts list` shows what is, and a step"
            + " data.snapshot makes one");
  }

  private static Set<String> touches(Set<String> tables) {
    Set<String> touches = new LinkedHashSet<>();
    tables.forEach(table -> touches.add("table " + table.replaceFirst("^(public|main)\\.", "")));
    return touches;
  }

  private static Text text(
      DataTarget target, TableSnapshot step, Set<String> tables, boolean taken) {
    List<String> details = new ArrayList<>();
    boolean replaces = false;
    for (String table : tables) {
      boolean there =
          target.read(connection -> TableShape.find(target.dialect(), connection, table) != null);
      replaces |= there;
      details.add((there ? "replaces all rows of " : "makes ") + table);
    }
    List<String> warnings = new ArrayList<>();
    if (!taken) {
      warnings.add(
          step.artifact()
              + " is not in the repository yet: a step data.snapshot has to take it before");
    }
    if (replaces) {
      warnings.add(
          "nobody else can use these tables meanwhile; the rows that they hold are kept in the"
              + " database until this is retired, which takes as much room again");
    }
    String which = tables.isEmpty() ? "all tables" : "tables";
    return new Text("brings " + which + " of " + step.artifact() + " back", details, warnings);
  }

  @Override
  public Attempt<Progress> apply(DataTarget target, TableSnapshot step, StepContext context) {
    try (Scratch scratch = Scratch.open()) {
      Optional<PublishedArtifact> snapshot = context.artifacts().find(step.id());
      if (snapshot.isEmpty()) {
        return new Attempt.Rejected<>(absent(step));
      }
      Artifacts artifacts = context.artifacts();
      Contents contents = artifacts.contents(snapshot.get().manifest());
      Snapshots snapshots = new Snapshots(target.database(), target.receipts());
      try (TableRestore restore = snapshots.tables(contents, step.tables(), scratch.folder())) {
        return target.receipts().once(context, new Coming(target.dialect(), restore, context));
      }
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  @Override
  public List<Finding> verify(DataTarget target, TableSnapshot step, StepContext context) {
    List<Finding> findings = new ArrayList<>();
    for (String table : Landed.in(context.applied()).tables()) {
      boolean there =
          target.read(connection -> TableShape.find(target.dialect(), connection, table) != null);
      if (!there) {
        findings.add(Finding.error("table " + table + " is not there", "see who has dropped it"));
      }
    }
    return findings;
  }

  @Override
  public Attempt<Progress> undo(DataTarget target, TableSnapshot step, StepContext context) {
    return target.receipts().once(context, new Going(target.dialect(), context));
  }

  @Override
  public Attempt<Progress> retire(DataTarget target, TableSnapshot step, StepContext context) {
    return target
        .receipts()
        .once(
            context.effect(),
            (connection, past) -> {
              new KeptRows(target.dialect(), connection, context.effect()).free();
              return Progress.nothing();
            });
  }

  @Override
  public Sighting look(DataTarget target, TableSnapshot step, StepContext context) {
    return target.receipts().look(context.effect());
  }
}
