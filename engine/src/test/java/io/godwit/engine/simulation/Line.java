package io.godwit.engine.simulation;

import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.run.Release;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Input;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.run.Steps;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.Commit;
import io.godwit.engine.state.Holder;
import io.godwit.engine.state.JournalLine;
import io.godwit.engine.state.KeptRun;
import io.godwit.engine.state.Lease;
import io.godwit.engine.state.MemoryStateStore;
import io.godwit.engine.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The line from an engine to its state store and its targets, on which calls go wrong. */
final class Line implements StateStore, Steps {

  private final StateStore store;
  private final World world;
  private final Trouble trouble;
  private Consumer<Effect> watch = effect -> {};
  private final int oneIn;
  private int effects;

  /** Decides what becomes of a call. */
  interface Trouble {
    /** Makes the call, or not, and answers with what came of it, or with {@code lost}. */
    <T> T call(Site site, Supplier<T> call, Supplier<T> lost, Supplier<T> failed);
  }

  /**
   * A line.
   *
   * <p>It is seen for every effect that its intent is in the store; in a database, where reading it
   * takes long, for every third.
   */
  Line(StateStore store, World world, Trouble trouble) {
    this.oneIn = store instanceof MemoryStateStore ? 1 : 3;
    this.store = store;
    this.world = world;
    this.trouble = trouble;
  }

  /** Shows each effect and each look to somebody before it is let through. */
  void show(Consumer<Effect> effectsAndLooks) {
    watch = effectsAndLooks;
  }

  private <T> T ask(Site site, Supplier<T> call) {
    Supplier<T> silence =
        () -> {
          throw new GodwitException(EngineError.STATE_UNREACHABLE, "no answer");
        };
    return trouble.call(site, call, silence, silence);
  }

  private <T> Attempt<T> attempt(Site site, Supplier<Attempt<T>> call) {
    return trouble.call(
        site,
        call,
        () -> Attempt.unknown(SimulationError.LOST, "the answer was lost"),
        () -> Attempt.retryable(SimulationError.LOST, "busy"));
  }

  @Override
  public Attempt<StagedArtifact> capture(RunRecord run, StepId step, Input input) {
    return attempt(Site.CAPTURE, () -> world.capture(run, step, input));
  }

  @Override
  public Attempt<Progress> perform(RunRecord run, Effect effect, Instant deadline) {
    Site site =
        switch (effect.verb()) {
          case APPLY -> Site.APPLY;
          case PUBLISH -> Site.PUBLISH;
          case UNDO -> Site.UNDO;
          case RETIRE -> Site.RETIRE;
        };
    watch.accept(effect);
    boolean holds = store.lease().filter(lease -> lease.token() == effect.token()).isPresent();
    if (holds) {
      demandLook(effect);
      if (++effects % oneIn == 0) {
        demandRecord(run, effect);
      }
    }
    Attempt<Progress> attempt = attempt(site, () -> world.perform(run, effect, deadline));
    if (!(attempt instanceof Attempt.Unknown)) {
      world.uncertain.remove(effect.keys().key());
    }
    return attempt;
  }

  /** Guarantee 3: what may have happened is looked at before it is done again. */
  private void demandLook(Effect effect) {
    if (!world.uncertain.add(effect.keys().key())) {
      throw new AssertionError("G3: nobody has looked what became of " + effect);
    }
  }

  /** Guarantee 2: the intent is on record before the effect. */
  private void demandRecord(RunRecord run, Effect effect) {
    boolean recorded =
        store
            .run(run.id())
            .flatMap(known -> known.step(effect.step()).intent())
            .filter(intent -> intent.verb() == effect.verb())
            .isPresent();
    if (!recorded) {
      throw new AssertionError("G2: no intent on record of " + effect);
    }
  }

  @Override
  public Sighting look(RunRecord run, Effect effect) {
    watch.accept(effect);
    Supplier<Sighting> silence =
        () -> Sighting.unreachable(Fault.of(SimulationError.LOST, "no answer"));
    Sighting sighting = trouble.call(Site.LOOK, () -> world.look(run, effect), silence, silence);
    world.uncertain.remove(effect.keys().key());
    return sighting;
  }

  @Override
  public List<Finding> verify(RunRecord run, StepId step) {
    return trouble.call(Site.VERIFY, () -> world.verify(run, step), List::of, () -> List.of());
  }

  @Override
  public Optional<RunRecord> run(RunId id) {
    return ask(Site.READ, () -> store.run(id));
  }

  @Override
  public Optional<RunRecord> open() {
    return ask(Site.READ, store::open);
  }

  @Override
  public List<RunRecord> runs() {
    return ask(Site.READ, store::runs);
  }

  @Override
  public List<RunRecord> latest(int most) {
    return ask(Site.READ, () -> store.latest(most));
  }

  @Override
  public boolean isRetired(RunId id) {
    return ask(Site.READ, () -> store.isRetired(id));
  }

  @Override
  public List<JournalLine> journal(RunId id) {
    return ask(Site.READ, () -> store.journal(id));
  }

  @Override
  public Optional<Release> current() {
    return ask(Site.READ, store::current);
  }

  @Override
  public Optional<Release> release(ReleaseId id) {
    return ask(Site.READ, () -> store.release(id));
  }

  @Override
  public ReleaseId nextRelease() {
    return ask(Site.READ, store::nextRelease);
  }

  @Override
  public List<Applied> applied() {
    return ask(Site.READ, store::applied);
  }

  @Override
  public List<RunId> settledAfter(Optional<RunId> other) {
    return ask(Site.READ, () -> store.settledAfter(other));
  }

  @Override
  public RunRecord begin(Commit first) {
    return ask(
        Site.BEGIN,
        () -> {
          RunRecord run = store.begin(first);
          world.begun++;
          return run;
        });
  }

  @Override
  public RunRecord commit(Commit commit) {
    Site site = commit.pivot().isPresent() ? Site.PIVOT : Site.COMMIT;
    return ask(site, () -> store.commit(commit));
  }

  @Override
  public Optional<Lease> lease() {
    return ask(Site.READ, store::lease);
  }

  @Override
  public Lease acquire(Holder holder, Duration duration, Predicate<Holder> dead) {
    return ask(Site.ACQUIRE, () -> store.acquire(holder, duration, dead));
  }

  @Override
  public boolean renew(long token, Duration duration) {
    return ask(Site.RENEW, () -> store.renew(token, duration));
  }

  @Override
  public void giveUp(long token) {
    store.giveUp(token);
  }

  @Override
  public void restore(List<KeptRun> runs) {
    store.restore(runs);
  }

  @Override
  public void close() {}
}
