package io.godwit.engine.run;

import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.name.Digest;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.run.Release;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Input;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.api.step.Tally;
import io.godwit.api.step.Verb;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.StateStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stores that a test can look into: for each step how many of its batches are in the target,
 * whether readers see them, and receipts. It behaves as a provider with receipts must.
 */
final class World implements Steps, Gates {

  static final int BATCHES = 3;

  final Map<StepId, Integer> batches = new TreeMap<>(java.util.Comparator.comparing(StepId::value));
  final Set<StepId> visible = new HashSet<>();
  final Map<Digest, Progress> receipts = new HashMap<>();
  final Set<Digest> refused = new HashSet<>();
  final Set<StepId> rejecting = new HashSet<>();
  final Set<StepId> pausing = new HashSet<>();
  final Set<StepId> pausingLate = new HashSet<>();
  final Set<StepId> notHolding = new HashSet<>();
  final Set<StepId> cannotUndo = new HashSet<>();
  private final StateStore store;

  World(StateStore store) {
    this.store = store;
  }

  @Override
  public Attempt<StagedArtifact> capture(RunRecord run, StepId step, Input input) {
    return Attempt.done(
        new StagedArtifact(
            new ManifestRef(new ObjectKey("manifests/" + step), Digest.of(step.value()), 1),
            Digest.of(input.name()),
            1,
            1));
  }

  @Override
  public Attempt<Progress> perform(RunRecord run, Effect effect, Instant deadline) {
    Progress before = receipts.get(effect.keys().key());
    if (before != null && before.complete()) {
      return Attempt.done(before);
    }
    if (refused.contains(effect.keys().key())) {
      throw new AssertionError("a late attempt under " + effect);
    }
    if (effect.verb() == Verb.APPLY && rejecting.contains(effect.step())) {
      return Attempt.rejected(TestError.BROKEN, "step " + effect.step() + " is rejected");
    }
    Set<StepId> exhausted =
        switch (effect.verb()) {
          case APPLY -> pausing;
          case PUBLISH -> pausingLate;
          case UNDO, RETIRE -> Set.of();
        };
    if (exhausted.contains(effect.step())) {
      return Attempt.rejected(TestError.EXHAUSTED, "step " + effect.step() + " has no quota");
    }
    if (effect.verb() == Verb.UNDO && cannotUndo.contains(effect.step())) {
      return Attempt.rejected(TestError.BROKEN, "step " + effect.step() + " cannot be undone");
    }
    Progress progress = change(effect);
    receipts.put(effect.keys().key(), progress);
    effect.keys().counterpart().ifPresent(refused::add);
    return Attempt.done(progress);
  }

  private Progress change(Effect effect) {
    int done = batches.getOrDefault(effect.step(), 0);
    switch (effect.verb()) {
      case APPLY -> done = Math.min(done + 1, BATCHES);
      case UNDO -> {
        done = Math.max(done - 1, 0);
        visible.remove(effect.step());
      }
      case PUBLISH -> visible.add(effect.step());
      case RETIRE -> batches.put(effect.step(), done);
    }
    batches.put(effect.step(), done);
    boolean complete =
        switch (effect.verb()) {
          case APPLY -> done == BATCHES;
          case UNDO -> done == 0;
          default -> true;
        };
    return new Progress(
        complete, Checkpoint.of("batches", "" + done), List.of(Tally.of("batches", done)));
  }

  @Override
  public Sighting look(RunRecord run, Effect effect) {
    Progress progress = receipts.get(effect.keys().key());
    return progress == null ? Sighting.absent() : Sighting.present(progress);
  }

  @Override
  public List<Finding> verify(RunRecord run, StepId step) {
    if (batches.getOrDefault(step, 0) != BATCHES || notHolding.contains(step)) {
      return List.of(Finding.error("there are not " + BATCHES + " batches", ""));
    }
    return List.of();
  }

  @Override
  public Verdict before(RunRecord run) {
    return new Verdict(Optional.empty(), List.of());
  }

  @Override
  public Verdict after(RunRecord run) {
    return new Verdict(Optional.empty(), List.of());
  }

  @Override
  public Release release(RunRecord run, Instant at) {
    return new Release(
        store.nextRelease(),
        run.plan().route().to(),
        store.current().map(Release::id),
        new Release.Made(run.id(), run.plan().migration(), run.direction(), at),
        Map.of());
  }

  /** What readers and rows say, without receipts. */
  String content() {
    Map<StepId, Integer> there = new TreeMap<>(java.util.Comparator.comparing(StepId::value));
    batches.forEach(
        (step, count) -> {
          if (count > 0) {
            there.put(step, count);
          }
        });
    return there + " visible " + visible.stream().map(StepId::value).sorted().toList();
  }
}
