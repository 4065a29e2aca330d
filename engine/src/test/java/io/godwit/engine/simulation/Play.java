package io.godwit.engine.simulation;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.run.Release;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.plan.Planner;
import io.godwit.engine.run.RetryPolicy;
import io.godwit.engine.run.RunEngine;
import io.godwit.engine.run.Tick;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.Holder;
import io.godwit.engine.state.JournalLine;
import io.godwit.engine.state.Lease;
import io.godwit.engine.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Two engines on one system, under one virtual clock, with a script that says what goes wrong. It
 * throws an {@link AssertionError} that names the guarantee or invariant (durable.md, I1 to I13)
 * that did not hold.
 */
final class Play implements Line.Trouble {

  private static final Duration TERM = Duration.ofSeconds(30);
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final RetryPolicy RETRIES =
      RetryPolicy.even(4, 3, new RetryPolicy.Pace(Duration.ofMillis(200), Duration.ofSeconds(10)));
  private static final int MOST_MOVES = 400;
  private static final int MOST_LAST_MOVES = 3_000;

  private final Script script;
  private final Shape shape;
  private final Fired fired;
  private final StateStore store;
  private final World world;
  private final SplittableRandom schedule;
  private final List<Engine> engines = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int calls;
  private int names;
  private int nested;
  private boolean calm;

  /** Counts which mishaps have happened where. */
  interface Fired {
    /** This has happened there. */
    void at(Site site, Mishap mishap);
  }

  private Play(Script script, Fired fired, Function<InstantSource, StateStore> stores) {
    this.script = script;
    this.fired = fired;
    this.shape = Shape.of(script.seed());
    this.schedule = new SplittableRandom(script.seed());
    this.store = stores.apply(() -> now);
    this.world = new World(shape, store);
    engines.add(new Engine());
    engines.add(new Engine());
  }

  /** Plays a script on a store. */
  static void play(Script script, Fired fired, Function<InstantSource, StateStore> stores) {
    Play play = new Play(script, fired, stores);
    try {
      play.run();
    } finally {
      play.store.close();
    }
  }

  private void run() {
    for (int i = 0; i < MOST_MOVES && !allDone(); i++) {
      engines.get(schedule.nextInt(engines.size())).move();
    }
    calm = true;
    for (int i = 0; i < MOST_LAST_MOVES && !allDone(); i++) {
      engines.get(i % engines.size()).move();
    }
    if (!allDone()) {
      throw new AssertionError("I9: it does not end: " + store.open());
    }
    demandWhole();
    store.runs().forEach(this::demandFold);
  }

  private boolean allDone() {
    return engines.stream().allMatch(engine -> engine.done);
  }

  private void demandWhole() {
    Set<RunRecord> applied = new HashSet<>();
    for (Applied one : store.applied()) {
      applied.add(store.run(one.run()).orElseThrow());
    }
    world.demandWhole(applied);
  }

  /** I7: a run is the fold of its journal, and its tokens never fall. */
  private void demandFold(RunRecord run) {
    RunRecord folded = RunRecord.planned(run.head());
    long token = 0;
    for (JournalLine line : store.journal(run.id())) {
      folded = folded.after(line.entry(), line.at());
      if (line.token() < token) {
        throw new AssertionError("I5: the journal went on under an older token: " + line);
      }
      token = line.token();
    }
    if (!folded.equals(run)) {
      throw new AssertionError("I7: the journal says " + folded + ", the run is " + run);
    }
  }

  @Override
  public <T> T call(Site site, Supplier<T> call, Supplier<T> lost, Supplier<T> failed) {
    Optional<Mishap> mishap = calm ? Optional.empty() : script.at(++calls, site);
    if (mishap.isEmpty()) {
      return call.get();
    }
    fired.at(site, mishap.get());
    switch (mishap.get()) {
      case CRASH_BEFORE -> throw new Crash();
      case CRASH_AFTER -> {
        var unused = call.get();
        throw new Crash();
      }
      case LOSE_ANSWER -> {
        var unused = call.get();
        return lost.get();
      }
      case FAIL -> {
        return failed.get();
      }
      case SLOW -> now = now.plusSeconds(20);
      case STAND_STILL -> standStill();
    }
    return call.get();
  }

  private void standStill() {
    now = now.plus(TERM).plusSeconds(1);
    if (nested > 0) {
      return;
    }
    nested++;
    Engine other = engines.stream().filter(engine -> !engine.moving).findFirst().orElseThrow();
    for (int i = schedule.nextInt(60); i > 0; i--) {
      other.move();
    }
    nested--;
  }

  /** What is done next; nothing when none of what could be is possible. */
  private Optional<FrozenPlan> plan(int job) {
    List<Applied> applied = store.applied();
    Optional<FrozenPlan> up =
        applied.size() < shape.migrations().size()
            ? Optional.of(shape.up(applied.size(), store.current()))
            : Optional.empty();
    List<Applied> kept = applied.stream().filter(one -> !store.isRetired(one.run())).toList();
    return switch (shape.jobs().get(job)) {
      case UP, RESTORE -> up; // no shape asks for a restore
      case DOWN -> kept.stream().reduce((first, last) -> last).map(this::down).or(() -> up);
      case RETIRE -> kept.stream().findFirst().map(this::retire).or(() -> up);
    };
  }

  private FrozenPlan retire(Applied first) {
    return Planner.retire(store.run(first.run()).orElseThrow(), store.current());
  }

  private FrozenPlan down(Applied last) {
    RunRecord up = store.run(last.run()).orElseThrow();
    return Planner.down(
        up,
        store.current().orElseThrow(),
        store
            .release(last.release())
            .flatMap(Release::previous)
            .flatMap(store::release)
            .flatMap(Release::version));
  }

  /** One process after another: each takes the lease, ends what is open and does the next job. */
  private final class Engine {

    private final Line line = new Line(store, world, Play.this);
    private Holder self = born();
    private long token;
    private Instant beaten = Instant.EPOCH;
    private @Nullable RunEngine running;
    private int silences;
    private boolean moving;
    private boolean done;

    private Holder born() {
      int name = ++names;
      return new Holder("engine" + name, "user", "host" + name, name, name);
    }

    void move() {
      if (done) {
        return;
      }
      moving = true;
      try {
        act();
        silences = 0;
      } catch (Crash e) {
        die();
      } catch (GodwitException e) {
        bear(e);
      } finally {
        moving = false;
      }
    }

    private void bear(GodwitException e) {
      ErrorCode code = e.code();
      if (code == EngineError.STATE_UNREACHABLE && ++silences < 5) {
        now = now.plusSeconds(1);
      } else if (code == EngineError.STATE_UNREACHABLE
          || code == EngineError.LEASE_LOST
          || code == EngineError.ATTENTION_NEEDED) {
        die();
      } else {
        throw new AssertionError("an engine failed", e);
      }
    }

    private void die() {
      self = born();
      token = 0;
      running = null;
      silences = 0;
    }

    private void act() {
      if (token == 0) {
        acquire();
      } else if (now.isAfter(beaten.plus(BEAT))) {
        beat();
      } else if (running == null) {
        choose();
      } else {
        tick(running);
      }
    }

    private void acquire() {
      Lease lease = line.acquire(self, TERM, other -> false);
      if (lease.holder().equals(self)) {
        token = lease.token();
        beaten = now;
      } else {
        now = now.plusMillis(500);
      }
    }

    private void beat() {
      if (!line.renew(token, TERM)) {
        die();
      } else {
        beaten = now;
      }
    }

    private void choose() {
      Optional<RunRecord> open = line.open();
      Optional<RunRecord> next = open.isPresent() ? Optional.empty() : next();
      if (open.isEmpty() && next.isEmpty()) {
        done = true;
        store.giveUp(token);
        return;
      }
      Interleaving crew = new Interleaving(schedule);
      line.show(crew::demandAlone);
      RunEngine.Parts parts = new RunEngine.Parts(line, line, world, (after, entries, at) -> {});
      RunEngine.Surroundings surroundings =
          new RunEngine.Surroundings(() -> now, new Random(1), RETRIES, crew);
      running =
          next.isPresent()
              ? RunEngine.beginning(next.get(), token, parts, surroundings)
              : new RunEngine(open.orElseThrow().id(), token, parts, surroundings);
      if (open.isPresent() && open.get().state().needsAttention()) {
        world.mend(open.get());
        running.reopen();
      }
    }

    private Optional<RunRecord> next() {
      int job = world.begun;
      return job < shape.jobs().size() ? plan(job).map(this::planned) : Optional.empty();
    }

    private RunRecord planned(FrozenPlan plan) {
      return RunRecord.planned(
          new RunRecord.Head(
              new RunId(new UUID(script.seed(), calls)),
              plan,
              Digest.of(plan.text()),
              self.toString(),
              now));
    }

    private void tick(RunEngine engine) {
      Tick tick = engine.tick();
      now = now.plusMillis(1).plus(tick.pause());
      if (tick.settled()) {
        running = null;
      }
    }
  }
}
