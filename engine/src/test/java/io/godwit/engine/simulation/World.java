package io.godwit.engine.simulation;

import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.name.Digest;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.run.Direction;
import io.godwit.api.run.Release;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Input;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Verb;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.run.Gates;
import io.godwit.engine.run.Steps;
import io.godwit.engine.state.StateStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The targets of a play, which behave as DESIGN.md demands of real ones: rows with receipts and a
 * fence, objects under names of their own with a pointer and marks. They check for themselves what
 * they can: that nothing is done twice, by a stale engine, or after it was taken back.
 */
final class World implements Steps, Gates {

  private final Shape shape;
  private final StateStore truth;
  private final Set<String> mended = new HashSet<>();

  /** How many runs have been begun. */
  int begun;

  /** What has been tried, and nobody knows yet what became of it. */
  final Set<Digest> uncertain = new HashSet<>();

  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<Digest, Progress> receipts = new HashMap<>();
  private long fence;

  private final Map<Digest, Set<Integer>> objects = new HashMap<>();
  private final Map<String, Digest> pointers = new HashMap<>();
  private final Set<Digest> undone = new HashSet<>();

  private final Map<String, Digest> origins = new HashMap<>();
  private final Set<Digest> refused = new HashSet<>();

  World(Shape shape, StateStore truth) {
    this.shape = shape;
    this.truth = truth;
  }

  /** A person mends what could not be undone. */
  void mend(RunRecord run) {
    run.steps().forEach(step -> mended.add(place(run, step.id())));
  }

  private static String place(RunRecord run, StepId step) {
    return run.plan().migration() + "/" + step;
  }

  private Shape.Part part(RunRecord run, StepId step) {
    return shape.part(run.plan().migration(), step);
  }

  @Override
  public Attempt<StagedArtifact> capture(RunRecord run, StepId step, Input input) {
    ManifestRef manifest =
        new ManifestRef(new ObjectKey("manifests/" + step), Digest.of(step.value()), 1);
    return Attempt.done(new StagedArtifact(manifest, Digest.of(input.name()), 1, 1));
  }

  @Override
  public Attempt<Progress> perform(RunRecord run, Effect effect, Instant deadline) {
    Shape.Part part = part(run, effect.step());
    origins.put(run.id() + "/" + effect.step(), effect.keys().origin());
    return part.manner() == Shape.Manner.ROWS ? rows(run, effect, part) : swap(run, effect, part);
  }

  private Attempt<Progress> rows(RunRecord run, Effect effect, Shape.Part part) {
    if (effect.token() < fence) {
      return Attempt.rejected(SimulationError.FENCED, "token " + effect.token());
    }
    fence = effect.token();
    Progress before = receipts.get(effect.keys().key());
    if (before != null && before.complete()) {
      return Attempt.done(before);
    }
    if (refused.contains(effect.keys().key())) {
      return Attempt.rejected(SimulationError.REFUSED, "taken back");
    }
    Optional<Attempt<Progress>> flawed = flawed(run, effect, part);
    if (flawed.isPresent()) {
      return flawed.get();
    }
    String place = place(run, effect.step());
    int there = rows.getOrDefault(place, 0);
    if (effect.verb() == Verb.RETIRE) {
      return receipt(effect, progress(true, there));
    }
    boolean adds = effect.verb() == Verb.APPLY;
    int now = adds ? Math.min(there + 1, part.batches()) : Math.max(there - 1, 0);
    boolean bringsBack = effect.keys().counterpart().isPresent();
    if (adds && there == part.batches() && !bringsBack) {
      throw new AssertionError("I1: rows of " + place + " are added twice by " + effect);
    }
    rows.put(place, now);
    return receipt(effect, progress(now == (adds ? part.batches() : 0), now));
  }

  private Attempt<Progress> receipt(Effect effect, Progress progress) {
    receipts.put(effect.keys().key(), progress);
    effect.keys().counterpart().ifPresent(refused::add);
    return Attempt.done(progress);
  }

  private Attempt<Progress> swap(RunRecord run, Effect effect, Shape.Part part) {
    Digest origin = effect.keys().origin();
    String place = place(run, effect.step());
    if (refused.contains(effect.keys().key())) {
      return Attempt.rejected(SimulationError.REFUSED, "taken back");
    }
    Optional<Attempt<Progress>> flawed = flawed(run, effect, part);
    if (flawed.isPresent()) {
      return flawed.get();
    }
    effect.keys().counterpart().ifPresent(refused::add);
    Set<Integer> there = objects.computeIfAbsent(origin, name -> new HashSet<>());
    switch (effect.verb()) {
      case APPLY -> {
        undone.remove(origin);
        there.add(next(there, part.batches()));
        return Attempt.done(progress(there.size() == part.batches(), there.size()));
      }
      case PUBLISH -> {
        if (undone.contains(origin)) {
          return Attempt.rejected(SimulationError.REFUSED, "taken back");
        }
        pointers.put(place, origin);
        return Attempt.done(progress(true, there.size()));
      }
      case RETIRE -> {
        return Attempt.done(progress(true, there.size()));
      }
      case UNDO -> {
        undone.add(origin);
        pointers.remove(place, origin);
        there.stream().findFirst().ifPresent(there::remove);
        return Attempt.done(progress(there.isEmpty(), there.size()));
      }
    }
    throw new AssertionError(effect);
  }

  private static int next(Set<Integer> there, int batches) {
    int batch = 0;
    while (there.contains(batch) && batch < batches - 1) {
      batch++;
    }
    return batch;
  }

  private Optional<Attempt<Progress>> flawed(RunRecord run, Effect effect, Shape.Part part) {
    boolean first = run.direction() == Direction.UP && effect.verb() == Verb.APPLY;
    if (first && part.flaw() == Shape.Flaw.REJECTED) {
      return Optional.of(Attempt.rejected(SimulationError.BROKEN, "rejected"));
    }
    String place = place(run, effect.step());
    if (effect.verb() != Verb.UNDO || part.flaw() != Shape.Flaw.STUCK || mended.contains(place)) {
      return Optional.empty();
    }
    if (run.direction() == Direction.DOWN) {
      mended.add(place);
    }
    return Optional.of(Attempt.rejected(SimulationError.BROKEN, "stuck"));
  }

  private static Progress progress(boolean complete, int count) {
    return new Progress(complete, Checkpoint.of("there", Integer.toString(count)), List.of());
  }

  @Override
  public Sighting look(RunRecord run, Effect effect) {
    Shape.Part part = part(run, effect.step());
    if (part.manner() == Shape.Manner.ROWS) {
      fence = Math.max(fence, effect.token());
      Progress progress = receipts.get(effect.keys().key());
      return progress == null ? Sighting.absent() : Sighting.present(progress);
    }
    int there = objects.getOrDefault(effect.keys().origin(), Set.of()).size();
    boolean points = effect.keys().origin().equals(pointers.get(place(run, effect.step())));
    return switch (effect.verb()) {
      case APPLY -> there == 0 ? Sighting.absent() : seen(there == part.batches(), there);
      case PUBLISH -> points ? seen(true, there) : Sighting.absent();
      case RETIRE -> Sighting.absent();
      case UNDO ->
          points || !undone.contains(effect.keys().origin())
              ? Sighting.absent()
              : seen(there == 0, there);
    };
  }

  private static Sighting seen(boolean complete, int count) {
    return Sighting.present(progress(complete, count));
  }

  @Override
  public List<Finding> verify(RunRecord run, StepId step) {
    Shape.Part part = part(run, step);
    return part.flaw() == Shape.Flaw.BROKEN || count(run, step) != part.batches()
        ? List.of(Finding.error("does not hold", ""))
        : List.of();
  }

  private int count(RunRecord run, StepId step) {
    return rows.getOrDefault(place(run, step), 0)
        + objects.entrySet().stream()
            .filter(entry -> entry.getKey().equals(origin(run, step)))
            .mapToInt(entry -> entry.getValue().size())
            .sum();
  }

  private Digest origin(RunRecord run, StepId step) {
    return origins.getOrDefault(run.id() + "/" + step, Digest.of("nothing"));
  }

  @Override
  public Verdict before(RunRecord run) {
    boolean current = truth.current().map(Release::id).equals(run.plan().route().basis());
    return new Verdict(
        current ? Optional.empty() : Optional.of(SimulationError.moved()), List.of());
  }

  @Override
  public Verdict after(RunRecord run) {
    return new Verdict(Optional.empty(), List.of());
  }

  @Override
  public Release release(RunRecord run, Instant at) {
    return new Release(
        truth.nextRelease(),
        run.plan().route().to(),
        truth.current().map(Release::id),
        new Release.Made(run.id(), run.plan().migration(), run.direction(), at),
        Map.of());
  }

  /** Fails unless the targets hold just what is applied. */
  void demandWhole(Set<RunRecord> applied) {
    Map<String, Integer> wanted = new HashMap<>();
    Map<String, Digest> visible = new HashMap<>();
    for (RunRecord run : applied) {
      run.steps()
          .forEach(
              step -> {
                Shape.Part part = part(run, step.id());
                if (part.manner() == Shape.Manner.ROWS) {
                  wanted.put(place(run, step.id()), part.batches());
                } else {
                  Digest origin = origin(run, step.id());
                  visible.put(place(run, step.id()), origin);
                  if (objects.getOrDefault(origin, Set.of()).size() != part.batches()) {
                    throw new AssertionError("G1: objects are missing of " + place(run, step.id()));
                  }
                }
              });
    }
    Map<String, Integer> there = new HashMap<>(rows);
    there.values().removeIf(count -> count == 0);
    if (!there.equals(wanted) || !pointers.equals(visible)) {
      throw new AssertionError(
          "G1: rows " + there + " but applied " + wanted + "; " + pointers + " but " + visible);
    }
  }
}
