package io.godwit.engine.operation;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.PointView;
import io.godwit.api.run.Release;
import io.godwit.api.run.RunReport;
import io.godwit.api.step.Conduct;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.FrozenStep;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.plan.Planner;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.StateStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code down}, {@code rollback} and {@code points}: the way back, one run for each migration, the
 * latest first, so that every stop on the way is a whole release (A6, E8).
 */
final class Return {

  private static final Logger LOG = LoggerFactory.getLogger(Return.class);

  /** The point before the first migration. */
  static final String START = "start";

  private final Setup setup;
  private final Execution execution;
  private final Backups backups;

  Return(Operating parts, Execution execution, Backups backups) {
    this.backups = backups;
    this.setup = parts.setup();
    this.execution = execution;
  }

  /** To the release before. */
  RunReport down(Consent consent) {
    return back(
        consent,
        store -> {
          List<Applied> applied = store.applied();
          if (applied.isEmpty()) {
            throw new GodwitException(
                EngineError.NOTHING_TO_UNDO,
                "Nothing is applied, so there is nothing to go back from");
          }
          return applied.size() - 1;
        },
        UnaryOperator.identity());
  }

  /** To a rollback point. */
  RunReport to(String point, Consent consent) {
    return back(consent, store -> find(store, point), UnaryOperator.identity());
  }

  /**
   * To a rollback point when something is badly wrong: makes the state again from the repository if
   * it has been lost, and asks no checks (E9, A6).
   */
  RunReport emergency(String point, Consent consent) {
    var unused = execution.recover();
    return back(consent, store -> find(store, point), FrozenPlan::withoutChecks);
  }

  /** Finds how many migrations stay applied. */
  private interface Goal {
    /** Of those that are applied now, the first so many stay. */
    int stay(StateStore store);
  }

  private RunReport back(Consent consent, Goal goal, UnaryOperator<FrozenPlan> manner) {
    Execution.demand(setup.switches().enabled(), "versioning.migrations.enabled");
    Execution.demand(setup.switches().rollback(), "versioning.migrations.rollback.enabled");
    return execution.under(
        session -> {
          if (session.finishOpen().isPresent()) {
            return;
          }
          int stay = goal.stay(session.store());
          List<FrozenPlan> all = plans(session.store(), stay);
          all.forEach(plan -> Execution.demandConsent(plan, consent));
          boolean more = true;
          for (int i = 0; more && i < all.size(); i++) {
            more = session.run(manner.apply(next(session.store())));
          }
        });
  }

  /** Each run is planned from the release that the one before has made. */
  private static FrozenPlan next(StateStore store) {
    return plans(store, store.applied().size() - 1).get(0);
  }

  /**
   * The plans of all runs of a way back, the first first.
   *
   * @throws GodwitException if one of them is not possible
   */
  static List<FrozenPlan> plans(StateStore store, int stay) {
    List<Applied> applied = store.applied();
    Optional<Release> current = store.current();
    List<FrozenPlan> plans = new ArrayList<>();
    for (int i = applied.size() - 1; i >= stay; i--) {
      Applied one = applied.get(i);
      if (store.isRetired(one.run())) {
        throw new GodwitException(
            EngineError.NOTHING_TO_UNDO,
            "Migration "
                + one.migration()
                + " has been retired, so there is no way back behind it; nothing was touched");
      }
      plans.add(Planner.down(up(store, one), current.orElseThrow(), before(store, one)));
    }
    return plans;
  }

  /** How many migrations are applied at a point. */
  int find(StateStore store, String point) {
    List<Applied> applied = store.applied();
    for (int i = applied.size() - 1; i >= 0; i--) {
      if (names(store, applied, i).contains(point)) {
        return i;
      }
    }
    throw new GodwitException(
        EngineError.NO_SUCH_VERSION,
        "There is no rollback point '"
            + point
            + "'; `godwit points` lists them: "
            + points(store).stream()
                .map(one -> one.version().orElse(START))
                .collect(Collectors.joining(", ")));
  }

  /** By what the point at which the first so many migrations are applied can be named. */
  private static List<String> names(StateStore store, List<Applied> applied, int stay) {
    List<String> names = new ArrayList<>();
    Optional<ReleaseId> made = stay == 0 ? Optional.empty() : release(applied, stay);
    made.ifPresentOrElse(id -> names.add(id.toString()), () -> names.add(START));
    store
        .release(applied.get(stay).release())
        .flatMap(Release::previous)
        .ifPresent(id -> names.add(id.toString()));
    before(store, applied.get(stay)).ifPresent(version -> names.add(version.value()));
    return names;
  }

  private static Optional<ReleaseId> release(List<Applied> applied, int stay) {
    return Optional.of(applied.get(stay - 1).release());
  }

  /** All points but the current release, the earliest first. */
  List<PointView> points(StateStore store) {
    List<Applied> applied = store.applied();
    List<PointView> points = new ArrayList<>();
    List<Backups.Way> backups = known(store);
    List<String> undone = new ArrayList<>();
    List<String> loses = new ArrayList<>();
    Optional<String> obstacle = Optional.empty();
    for (int i = applied.size() - 1; i >= 0; i--) {
      Applied one = applied.get(i);
      RunRecord up = up(store, one);
      undone.add(one.migration().value());
      loses.addAll(loses(up));
      obstacle = obstacle.or(() -> obstacle(store, up));
      Optional<Release> release =
          i == 0 ? Optional.empty() : release(applied, i).flatMap(store::release);
      points.add(
          new PointView(
              release.map(found -> found.id().value()),
              release.flatMap(Release::version).map(Version::value),
              release.map(found -> found.made().at()),
              obstacle.isEmpty(),
              obstacle,
              undone,
              loses,
              best(backups, i).map(way -> Restore.view(store, way))));
    }
    Collections.reverse(points);
    return points;
  }

  /** A way back by undoing is there also when the repository does not answer. */
  private List<Backups.Way> known(StateStore store) {
    try {
      return backups.all(store);
    } catch (GodwitException e) {
      LOG.warn("What backups there are cannot be told: {}", e.getMessage());
      return List.of();
    }
  }

  private static Optional<Backups.Way> best(List<Backups.Way> backups, int stay) {
    return backups.stream().filter(way -> way.stay() == stay).reduce((a, b) -> b);
  }

  private static Optional<String> obstacle(StateStore store, RunRecord up) {
    String migration = "migration " + up.plan().migration();
    if (store.isRetired(up.id())) {
      return Optional.of(migration + " has been retired");
    }
    return up.plan().steps().stream()
        .filter(step -> step.conduct().undo() == Conduct.Undo.NONE)
        .map(step -> "step " + step.id() + " of " + migration + " cannot be undone")
        .findFirst();
  }

  /** What has been written since, and would go with what the run brought. */
  private static List<String> loses(RunRecord up) {
    List<String> loses = new ArrayList<>();
    Instant since =
        up.times().settledAt().orElse(up.head().createdAt()).truncatedTo(ChronoUnit.SECONDS);
    for (FrozenStep step : up.plan().steps()) {
      String what = step.target() + ": what was written since " + since;
      switch (step.conduct().undo()) {
        case SNAPSHOT -> loses.add(what + " (the copy taken before comes back)");
        case INVERSE ->
            loses.add(what + " into what step " + step.id() + " added; it is kept until retired");
        case REPEAT -> {}
        case NONE -> loses.add(step.target() + ": step " + step.id() + " stays");
      }
    }
    return loses;
  }

  private static RunRecord up(StateStore store, Applied applied) {
    return store
        .run(applied.run())
        .orElseThrow(
            () ->
                new GodwitException(
                    EngineError.STATE_DAMAGED,
                    "The run " + applied.run() + " is not in the state"));
  }

  static Optional<Version> before(StateStore store, Applied applied) {
    return store
        .release(applied.release())
        .flatMap(Release::previous)
        .flatMap(store::release)
        .flatMap(Release::version);
  }
}
