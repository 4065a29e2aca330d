package io.godwit.engine.state;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.run.Release;
import io.godwit.engine.codec.Json;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run that is settled, with all that the state store knows of it, as it is kept in the repository
 * so that the state can be made again from there ({@code docs/formats/state.md}).
 *
 * @param format 1
 * @param id the run
 * @param plan the text of its plan
 * @param planHash the digest of that text
 * @param engine who began it
 * @param createdAt when it was planned
 * @param journal its journal
 * @param release the release that it made, if it made one
 */
public record KeptRun(
    int format,
    RunId id,
    String plan,
    Digest planHash,
    String engine,
    Instant createdAt,
    List<JournalLine> journal,
    Optional<Release> release) {

  /** Copies the list. */
  public KeptRun {
    journal = List.copyOf(journal);
  }

  /** A run of a store. */
  public static KeptRun of(StateStore store, RunRecord run) {
    return new KeptRun(
        1,
        run.id(),
        run.plan().text(),
        run.head().planHash(),
        run.head().engine(),
        run.head().createdAt(),
        store.journal(run.id()),
        run.outcome().release().flatMap(store::release));
  }

  /**
   * The run before its first entry.
   *
   * @throws GodwitException if the plan is not the one that was frozen
   */
  RunRecord planned() {
    if (!Digest.of(plan).equals(planHash)) {
      throw new GodwitException(
          EngineError.PLAN_DAMAGED,
          "The plan of run " + id + " in the repository is not what it was when it was frozen");
    }
    return RunRecord.planned(
        new RunRecord.Head(id, Json.read(plan, FrozenPlan.class), planHash, engine, createdAt));
  }

  /** The highest token under which any of these was written. */
  static long highestToken(List<KeptRun> runs) {
    return runs.stream()
        .flatMap(run -> run.journal().stream())
        .mapToLong(JournalLine::token)
        .max()
        .orElse(0);
  }
}
