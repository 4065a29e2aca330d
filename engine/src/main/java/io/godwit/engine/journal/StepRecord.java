package io.godwit.engine.journal;

import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.name.StepId;
import io.godwit.api.run.StepState;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Tally;
import io.godwit.api.step.Verb;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step of a run as the journal tells it.
 *
 * @param id the step
 * @param state where it is in its life
 * @param intent the verb whose outcome is not in the journal yet, and how often it was tried
 * @param checkpoints how far each verb has come
 * @param tallies what the verb that ran last has moved
 * @param inputs its captured inputs, by name
 * @param flags verified, and the last failure
 */
public record StepRecord(
    StepId id,
    StepState state,
    Optional<Intent> intent,
    Map<Verb, Checkpoint> checkpoints,
    List<Tally> tallies,
    Map<String, StagedArtifact> inputs,
    Flags flags) {

  /** A verb that has begun, and how many of its attempts have failed since it last went on. */
  public record Intent(Verb verb, int failures) {}

  /** Whether the change was verified, and how the last attempt failed. */
  public record Flags(boolean verified, Optional<Failure> failure) {
    static final Flags NONE = new Flags(false, Optional.empty());
  }

  /** Copies the collections. */
  public StepRecord {
    checkpoints = Map.copyOf(checkpoints);
    tallies = List.copyOf(tallies);
    inputs = Map.copyOf(inputs);
  }

  static StepRecord fresh(StepId id, StepState state) {
    return new StepRecord(id, state, Optional.empty(), Map.of(), List.of(), Map.of(), Flags.NONE);
  }

  /** How far a verb has come in this run. */
  public Checkpoint checkpoint(Verb verb) {
    return checkpoints.getOrDefault(verb, Checkpoint.NONE);
  }

  StepRecord captured(String input, StagedArtifact content) {
    Map<String, StagedArtifact> all = new HashMap<>(inputs);
    all.put(input, content);
    return new StepRecord(id, state, intent, checkpoints, tallies, all, flags);
  }

  StepRecord intending(Verb verb) {
    return new StepRecord(
        id, begun(verb), Optional.of(new Intent(verb, 0)), checkpoints, tallies, inputs, flags);
  }

  StepRecord progressed(Verb verb, Progress progress) {
    Map<Verb, Checkpoint> all = new EnumMap<>(Verb.class);
    all.putAll(checkpoints);
    all.put(verb, progress.checkpoint());
    return new StepRecord(
        id,
        progress.complete() ? ended(verb) : state,
        progress.complete() ? Optional.empty() : Optional.of(new Intent(verb, 0)),
        all,
        progress.tallies().isEmpty() ? tallies : progress.tallies(),
        inputs,
        new Flags(flags.verified(), Optional.empty()));
  }

  StepRecord failed(Failure failure) {
    return new StepRecord(
        id,
        state,
        intent.map(open -> new Intent(open.verb(), open.failures() + 1)),
        checkpoints,
        tallies,
        inputs,
        new Flags(flags.verified(), Optional.of(failure)));
  }

  StepRecord verified() {
    return new StepRecord(
        id, state, intent, checkpoints, tallies, inputs, new Flags(true, flags.failure()));
  }

  StepRecord stuck(Failure failure) {
    return new StepRecord(
        id,
        StepState.STUCK,
        Optional.empty(),
        checkpoints,
        tallies,
        inputs,
        new Flags(flags.verified(), Optional.of(failure)));
  }

  /**
   * What was stuck is in that state again; what was tried too often may be tried as often again.
   */
  StepRecord retried(StepState trying) {
    return new StepRecord(
        id,
        state == StepState.STUCK ? trying : state,
        intent.map(open -> new Intent(open.verb(), 0)),
        checkpoints,
        tallies,
        inputs,
        flags);
  }

  /** The verb is done, on a person's word; brought back all the way when it was to be. */
  StepRecord done(Verb verb, boolean broughtBack, StepState untouched) {
    return new StepRecord(
        id,
        broughtBack ? untouched : ended(verb),
        Optional.empty(),
        checkpoints,
        tallies,
        inputs,
        new Flags(flags.verified(), Optional.empty()));
  }

  /** The verb has not begun, on a person's word: it is tried again without a look. */
  StepRecord notBegun(Verb verb) {
    return new StepRecord(id, begun(verb), Optional.empty(), checkpoints, tallies, inputs, flags);
  }

  private static StepState begun(Verb verb) {
    return switch (verb) {
      case APPLY -> StepState.APPLYING;
      case PUBLISH -> StepState.PUBLISHING;
      case UNDO -> StepState.UNDOING;
      case RETIRE -> StepState.RETIRING;
    };
  }

  private static StepState ended(Verb verb) {
    return switch (verb) {
      case APPLY -> StepState.APPLIED;
      case PUBLISH -> StepState.PUBLISHED;
      case UNDO -> StepState.UNDONE;
      case RETIRE -> StepState.RETIRED;
    };
  }
}
