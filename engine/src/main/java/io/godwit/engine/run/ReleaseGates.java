package io.godwit.engine.run;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Check;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.api.run.Direction;
import io.godwit.api.run.Release;
import io.godwit.api.run.Release.Holding;
import io.godwit.api.target.Queryable;
import io.godwit.api.target.Target;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Failure;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.StateStore;
import io.godwit.engine.target.Targets;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The gates of the runs of one command: releases and targets as they must be, and the author's
 * checks (E3, F6). A target that was found well is not asked for its health again.
 */
public final class ReleaseGates implements Gates {

  private final StateStore store;
  private final Targets targets;
  private final Switches switches;
  private final Set<TargetName> well;
  private final boolean passing;

  /** Whether checks are asked before and after ({@code versioning.migrations.validation}, F7). */
  public record Switches(boolean before, boolean after) {}

  /** Gates over these targets. */
  public ReleaseGates(StateStore store, Targets targets, Switches switches) {
    this(store, targets, switches, new HashSet<>(), false);
  }

  private ReleaseGates(
      StateStore store, Targets targets, Switches switches, Set<TargetName> well, boolean passing) {
    this.store = store;
    this.targets = targets;
    this.switches = switches;
    this.well = well;
    this.passing = passing;
  }

  /** The same for a run that is followed by another at once: its release is only passed through. */
  public ReleaseGates inPassing() {
    return new ReleaseGates(store, targets, switches, well, true);
  }

  @Override
  public Verdict before(RunRecord run) {
    Optional<Failure> wrong = releaseMoved(run).or(() -> unhealthy(run)).map(Failure::of);
    if (wrong.isPresent() || run.direction() != Direction.UP || !switches.before()) {
      return new Verdict(wrong, List.of());
    }
    return ask(run.plan().before(), false);
  }

  @Override
  public Verdict after(RunRecord run) {
    if (!switches.after()) {
      return new Verdict(Optional.empty(), List.of());
    }
    return ask(run.direction() == Direction.UP ? run.plan().after() : run.plan().before(), true);
  }

  private Optional<Fault> releaseMoved(RunRecord run) {
    Optional<ReleaseId> current = store.current().map(Release::id);
    return current.equals(run.plan().route().basis())
        ? Optional.empty()
        : Optional.of(
            Fault.of(
                EngineError.RELEASE_MOVED,
                "The release has moved since the run was planned; run the command again"));
  }

  private Optional<Fault> unhealthy(RunRecord run) {
    for (TargetName name : touched(run)) {
      List<Fault> faults = well.contains(name) ? List.of() : targets.open(name).health().faults();
      if (faults.isEmpty()) {
        well.add(name);
      } else {
        return Optional.of(
            Fault.of(
                faults.get(0).code(),
                "Target " + name + " cannot be worked with: " + faults.get(0).message()));
      }
    }
    return Optional.empty();
  }

  private static Set<TargetName> touched(RunRecord run) {
    Set<TargetName> names = new TreeSet<>();
    run.plan().steps().forEach(step -> names.add(step.target()));
    return names;
  }

  /**
   * Asks the checks.
   *
   * @param insists whether a critical check that got no answer is asked again: what is done is only
   *     undone for an answer
   */
  private Verdict ask(List<Check> checks, boolean insists) {
    List<String> warnings = new ArrayList<>();
    for (Check check : checks) {
      Optional<Fault> wrong = ask(check, insists && check.critical());
      if (wrong.isPresent() && check.critical()) {
        return new Verdict(wrong.map(Failure::of), warnings);
      }
      wrong.ifPresent(fault -> warnings.add(fault.message()));
    }
    return new Verdict(Optional.empty(), warnings);
  }

  private Optional<Fault> ask(Check check, boolean insists) {
    Target target = targets.open(check.target());
    if (!(target instanceof Queryable queryable)) {
      return Optional.of(
          Fault.of(
              EngineError.NOT_QUERYABLE,
              "Check '"
                  + check.name()
                  + "' asks target "
                  + check.target()
                  + ", which answers no questions; place it on another target"));
    }
    try {
      String answer = queryable.ask(check.query());
      return same(answer, check.expect())
          ? Optional.empty()
          : Optional.of(
              Fault.of(
                  EngineError.CHECK_FAILED,
                  "Check '"
                      + check.name()
                      + "' on target "
                      + check.target()
                      + " expects "
                      + check.expect()
                      + " and got "
                      + (answer.isEmpty() ? "nothing" : answer)));
    } catch (GodwitException e) {
      Fault fault =
          Fault.of(
              e.code(),
              "Check '" + check.name() + "' could not be asked: " + e.faults().get(0).message());
      if (insists && e.code().kind() == ErrorKind.EXTERNAL) {
        throw new GodwitException(List.of(fault), e);
      }
      return Optional.of(fault);
    }
  }

  private static boolean same(String answer, String expected) {
    if (answer.equals(expected)) {
      return true;
    }
    try {
      return new BigDecimal(answer.strip()).compareTo(new BigDecimal(expected.strip())) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  public Release release(RunRecord run, Instant at) {
    Optional<Release> current = store.current();
    Map<TargetName, Holding> before = current.map(Release::targets).orElse(Map.of());
    Map<TargetName, Holding> returned = returnsTo(run).map(Release::targets).orElse(Map.of());
    Set<TargetName> touched = touched(run);
    Map<TargetName, Holding> holdings = new HashMap<>();
    for (TargetName name : targets.names()) {
      if (touched.contains(name)) {
        Optional<Version> version =
            run.direction() == Direction.UP
                ? run.plan().route().to()
                : Optional.ofNullable(returned.get(name)).flatMap(Holding::version);
        holdings.put(name, new Holding(version, holdings(targets.open(name))));
      } else if (before.containsKey(name)) {
        holdings.put(name, before.get(name));
      }
    }
    return new Release(
        store.nextRelease(),
        run.plan().route().to(),
        current.map(Release::id),
        new Release.Made(run.id(), run.plan().migration(), run.direction(), at),
        holdings);
  }

  private Map<String, String> holdings(Target target) {
    return passing ? target.holdingsInPassing() : target.holdings();
  }

  /** For a run down: the release before the run that it takes back; else to which it restores. */
  private Optional<Release> returnsTo(RunRecord run) {
    Optional<ReleaseId> point = run.plan().route().restored().flatMap(FrozenPlan.Restored::point);
    if (point.isPresent()) {
      return store.release(point.get());
    }
    return run.plan()
        .route()
        .origin()
        .flatMap(origin -> store.run(origin.run()))
        .flatMap(up -> up.outcome().release())
        .flatMap(store::release)
        .flatMap(Release::previous)
        .flatMap(store::release);
  }
}
