package io.godwit.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.Step;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Direction;
import io.godwit.api.run.Release;
import io.godwit.api.step.Conduct;
import io.godwit.api.step.StepPlan;
import io.godwit.api.step.Verb;
import io.godwit.engine.codec.Json;
import io.godwit.engine.config.Binder;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import io.godwit.engine.target.StepCall;
import io.godwit.engine.target.StepSupport;
import io.godwit.engine.target.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes frozen plans: of what an author wrote, and of the way back from a run. */
public final class Planner {

  private final Targets targets;
  private final StepReader reader;
  private final Duration timeout;

  /**
   * From where a migration leads.
   *
   * @param basis the release that is current now
   * @param version the version that it starts from: that release's, or that to which earlier
   *     migrations lead that have not run yet
   * @param changed the targets that those will change
   */
  public record Start(
      Optional<ReleaseId> basis, Optional<Version> version, Set<TargetName> changed) {
    /** Copies the set. */
    public Start {
      changed = Set.copyOf(changed);
    }

    /** From where the next one leads, once this migration has run. */
    public Start after(Migration migration) {
      Set<TargetName> all = new HashSet<>(changed);
      migration.steps().forEach(step -> all.add(step.target()));
      return new Start(basis, Optional.of(migration.path().to()), all);
    }

    /** From the current release. */
    public static Start at(Optional<Release> current) {
      return new Start(current.map(Release::id), current.flatMap(Release::version), Set.of());
    }
  }

  /**
   * A planner for these targets.
   *
   * @param timeout how long a step's verb may take when its author does not say
   */
  public Planner(Targets targets, Binder binder, StepSupport support, Duration timeout) {
    this.targets = targets;
    this.reader = new StepReader(targets, binder, support);
    this.timeout = timeout;
  }

  /**
   * Plans a migration that runs by itself.
   *
   * @param start from where it leads
   * @throws GodwitException with all that is wrong with its steps
   */
  public FrozenPlan up(Migration migration, Start start) {
    return up(migration, start, lint(List.of(migration)));
  }

  /**
   * Plans a migration. Steps keep their author's order, but those that cannot be undone come last,
   * when all others are applied.
   *
   * @param start from where it leads
   * @param linted what lint has found in its steps, and maybe in others
   * @throws GodwitException with all that is wrong with its steps
   */
  public FrozenPlan up(Migration migration, Start start, List<Linted> linted) {
    Set<TargetName> changed = new HashSet<>(start.changed());
    List<Fault> faults = new ArrayList<>();
    List<FrozenStep> steps = new ArrayList<>();
    for (Step step : migration.steps()) {
      try {
        FrozenStep frozen = freeze(migration, step, changed.contains(step.target()));
        steps.add(warned(frozen, migration, linted));
      } catch (GodwitException e) {
        faults.addAll(StepReader.faults(e, step));
      }
      changed.add(step.target());
    }
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
    steps.sort(Comparator.comparing(step -> step.conduct().undo() == Conduct.Undo.NONE));
    FrozenPlan.Route route =
        new FrozenPlan.Route(
            Direction.UP,
            start.basis(),
            start.version(),
            Optional.of(migration.path().to()),
            Optional.empty());
    return new FrozenPlan(
        1,
        migration.id(),
        migration.source().checksum(),
        migration.source().folder(),
        route,
        Waiting.of(migration.steps()).in(steps),
        migration.checks());
  }

  /** What is harmful about how these migrations are written, which run together in this order. */
  public List<Linted> lint(List<Migration> migrations) {
    return new StepLint(reader).of(migrations);
  }

  /** No less than the author knows. */
  private static Conduct withStakes(Conduct own, Step.Stakes stakes) {
    Conduct.Risk least =
        stakes
            .risk()
            .map(risk -> Conduct.Risk.valueOf(risk.toUpperCase(Locale.ROOT)))
            .orElse(own.risk());
    return new Conduct(
        own.undo(),
        own.landing(),
        least.compareTo(own.risk()) > 0 ? least : own.risk(),
        own.downtime() || stakes.downtime(),
        own.publishes());
  }

  private static FrozenStep warned(FrozenStep step, Migration migration, List<Linted> linted) {
    List<String> warnings = new ArrayList<>();
    for (Linted one : linted) {
      if (one.migration().id().equals(migration.id()) && one.step().id().equals(step.id())) {
        one.remarks().forEach(remark -> warnings.add(remark.toString()));
      }
    }
    warnings.addAll(step.text().warnings());
    StepPlan.Text text = new StepPlan.Text(step.text().summary(), step.text().details(), warnings);
    return step.with(text, step.inputs());
  }

  private FrozenStep freeze(Migration migration, Step step, boolean preceded) {
    StepCall<?, ?, ?> call = reader.call(step);
    StepPlan<?> plan =
        call.plan(reader.config(call, step), reader.context(migration, step, preceded));
    JsonNode frozen = Json.tree(plan.frozen());
    return new FrozenStep(
        step.id(),
        new FrozenStep.Use(
            step.use(), targets.provider(step.target()), targets.version(step.target())),
        step.target(),
        frozen,
        plan.text(),
        plan.estimate(),
        withStakes(plan.conduct(), step.terms().stakes()),
        plan.inputs(),
        new FrozenStep.Terms(List.of(), step.terms().timeout().orElse(timeout), plan.touches()),
        FrozenStep.Before.NOTHING);
  }

  /**
   * Plans the way back from a run that is applied.
   *
   * @param up the run that is to be taken back
   * @param current the release that it is taken back from
   * @param version the version of the release before that run
   * @throws GodwitException if one of its steps cannot be undone
   */
  public static FrozenPlan down(RunRecord up, Release current, Optional<Version> version) {
    for (FrozenStep step : up.plan().steps()) {
      if (step.conduct().undo() == Conduct.Undo.NONE) {
        throw cannotUndo(up.plan().migration(), step);
      }
    }
    return back(up, current, version);
  }

  /**
   * Plans to record that a run is taken back, by whatever hand.
   *
   * @param up the run
   * @param current the release from which it is taken back
   * @param version the version afterwards
   * @param why what the record says
   */
  public static FrozenPlan recordedDown(
      RunRecord up, Release current, Optional<Version> version, String why) {
    return back(up, current, version).recordedOnly(why);
  }

  private static FrozenPlan back(RunRecord up, Release current, Optional<Version> version) {
    FrozenPlan plan = up.plan();
    FrozenPlan.Route route =
        new FrozenPlan.Route(
            Direction.DOWN,
            Optional.of(current.id()),
            current.version(),
            version,
            Optional.of(new FrozenPlan.Origin(up.id(), up.head().planHash())));
    return new FrozenPlan(
        1,
        plan.migration(),
        plan.checksum(),
        plan.folder(),
        route,
        plan.steps().stream().map(step -> withWhatItLeft(step, up.step(step.id()))).toList(),
        plan.checks());
  }

  /**
   * Plans to free what a run keeps for its return, or left when it was taken back.
   *
   * @param up the run
   * @param current the release, which does not change
   */
  public static FrozenPlan retire(RunRecord up, Optional<Release> current) {
    FrozenPlan plan = up.plan();
    Optional<Version> version = current.flatMap(Release::version);
    FrozenPlan.Route route =
        new FrozenPlan.Route(
            Direction.RETIRE,
            current.map(Release::id),
            version,
            version,
            Optional.of(new FrozenPlan.Origin(up.id(), up.head().planHash())));
    return new FrozenPlan(
        1,
        plan.migration(),
        plan.checksum(),
        plan.folder(),
        route,
        plan.steps().stream().map(step -> withWhatItLeft(step, up.step(step.id()))).toList(),
        Migration.Checks.NONE);
  }

  private static FrozenStep withWhatItLeft(FrozenStep step, StepRecord left) {
    return new FrozenStep(
        step.id(),
        step.use(),
        step.target(),
        step.frozen(),
        step.text(),
        step.estimate(),
        step.conduct(),
        step.inputs(),
        step.terms(),
        new FrozenStep.Before(left.checkpoint(Verb.APPLY), left.inputs()));
  }

  private static GodwitException cannotUndo(MigrationId migration, FrozenStep step) {
    return new GodwitException(
        EngineError.NOTHING_TO_UNDO,
        "Step "
            + step.id()
            + " of migration "
            + migration
            + " on target "
            + step.target()
            + " cannot be undone (its plan said so); nothing was touched. Write a new migration that"
            + " leads forward");
  }
}
