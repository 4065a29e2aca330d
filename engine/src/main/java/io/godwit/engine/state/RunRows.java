package io.godwit.engine.state;

import static io.godwit.engine.state.Tables.CREATED_AT;
import static io.godwit.engine.state.Tables.DETAIL;
import static io.godwit.engine.state.Tables.DIRECTION;
import static io.godwit.engine.state.Tables.ENGINE;
import static io.godwit.engine.state.Tables.HEAD_HASH;
import static io.godwit.engine.state.Tables.ID;
import static io.godwit.engine.state.Tables.MIGRATION;
import static io.godwit.engine.state.Tables.OUTCOME;
import static io.godwit.engine.state.Tables.PLAN;
import static io.godwit.engine.state.Tables.PLAN_HASH;
import static io.godwit.engine.state.Tables.RETIRED;
import static io.godwit.engine.state.Tables.RUN;
import static io.godwit.engine.state.Tables.RUN_ID;
import static io.godwit.engine.state.Tables.RUN_SEQ;
import static io.godwit.engine.state.Tables.RUN_STATE;
import static io.godwit.engine.state.Tables.RUN_VERSION;
import static io.godwit.engine.state.Tables.SEQ;
import static io.godwit.engine.state.Tables.SETTLED_AT;
import static io.godwit.engine.state.Tables.STARTED_AT;
import static io.godwit.engine.state.Tables.STEP;
import static io.godwit.engine.state.Tables.STEP_ID;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.run.RunState;
import io.godwit.engine.codec.Json;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.FrozenPlan;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Runs, their steps and their journals. */
final class RunRows {

  private static final List<String> OPEN =
      Arrays.stream(RunState.values())
          .filter(state -> !state.isSettled() || state.needsAttention())
          .map(RunState::wire)
          .toList();

  private static final List<Field<?>> COLUMNS =
      List.of(
          ID,
          RUN_STATE,
          RUN_VERSION,
          PLAN,
          PLAN_HASH,
          ENGINE,
          CREATED_AT,
          STARTED_AT,
          SETTLED_AT,
          OUTCOME);

  Optional<RunRecord> find(DSLContext db, RunId id) {
    return load(db, ID.eq(id.toString())).stream().findFirst();
  }

  Optional<RunRecord> open(DSLContext db) {
    return load(db, RUN_STATE.in(OPEN)).stream().findFirst();
  }

  List<RunRecord> all(DSLContext db) {
    return load(db, DSL.trueCondition());
  }

  boolean isRetired(DSLContext db, RunId id) {
    return db.fetchExists(RUN, ID.eq(id.toString()).and(RETIRED.eq(1)));
  }

  List<RunRecord> latest(DSLContext db, int most) {
    Long last = lastSeq(db);
    List<RunRecord> latest = new ArrayList<>(load(db, RUN_SEQ.gt(last == null ? 0 : last - most)));
    Collections.reverse(latest);
    return latest;
  }

  private static @Nullable Long lastSeq(DSLContext db) {
    return db.select(DSL.max(RUN_SEQ)).from(RUN).fetchOne(0, Long.class);
  }

  /** However many they are, two questions. */
  private static List<RunRecord> load(DSLContext db, Condition which) {
    List<Record> rows =
        List.copyOf(db.select(COLUMNS).from(RUN).where(which).orderBy(RUN_SEQ).fetch());
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<String, List<StepRecord>> steps = new HashMap<>();
    db.select(RUN_ID, DETAIL)
        .from(STEP)
        .where(RUN_ID.in(DSL.select(ID).from(RUN).where(which)))
        .orderBy(RUN_ID, SEQ)
        .forEach(
            row ->
                steps
                    .computeIfAbsent(row.value1(), id -> new ArrayList<>())
                    .add(Json.read(row.value2(), StepRecord.class)));
    return rows.stream()
        .map(row -> record(row, steps.getOrDefault(row.get(ID), List.of())))
        .toList();
  }

  private static RunRecord record(Record row, List<StepRecord> steps) {
    String plan = row.get(PLAN);
    Digest hash = Digest.parse(row.get(PLAN_HASH));
    if (!Digest.of(plan).equals(hash)) {
      throw new GodwitException(
          EngineError.PLAN_DAMAGED,
          "The plan of run "
              + row.get(ID)
              + " is not what it was when it was frozen; nothing is run from it. Restore the state"
              + " store from a backup");
    }
    RunRecord.Head head =
        new RunRecord.Head(
            RunId.parse(row.get(ID)),
            Json.read(plan, FrozenPlan.class),
            hash,
            row.get(ENGINE),
            Instant.parse(row.get(CREATED_AT)));
    return new RunRecord(
        head,
        row.get(RUN_VERSION),
        state(row.get(RUN_STATE)),
        new RunRecord.Times(
            Optional.ofNullable(row.get(STARTED_AT)).map(Instant::parse),
            Optional.ofNullable(row.get(SETTLED_AT)).map(Instant::parse)),
        steps,
        Json.read(row.get(OUTCOME), RunRecord.Outcome.class));
  }

  private static RunState state(String wire) {
    return Arrays.stream(RunState.values())
        .filter(state -> state.wire().equals(wire))
        .findFirst()
        .orElseThrow(
            () ->
                new GodwitException(
                    EngineError.STATE_DAMAGED, "A run is in a state that is not known: " + wire));
  }

  List<RunId> settledAfter(DSLContext db, Optional<RunId> other) {
    Optional<Long> seq =
        other.flatMap(
            id ->
                db.select(RUN_SEQ)
                    .from(RUN)
                    .where(ID.eq(id.toString()))
                    .fetchOptional(row -> row.value1()));
    return db.select(ID)
        .from(RUN)
        .where(RUN_SEQ.gt(seq.orElse(0L)).and(RUN_STATE.notIn(OPEN)))
        .orderBy(RUN_SEQ)
        .fetch(row -> RunId.parse(row.value1()));
  }

  /** Stores a run as it is after the first entries of its journal, and these. */
  void insert(DSLContext db, Commit first, RunRecord run) {
    Refusal.ifOpen(open(db));
    Long last = lastSeq(db);
    db.insertInto(RUN)
        .set(ID, run.id().toString())
        .set(RUN_SEQ, last == null ? 1 : last + 1)
        .set(MIGRATION, run.plan().migration().value())
        .set(DIRECTION, run.direction().name())
        .set(RUN_STATE, run.state().wire())
        .set(RUN_VERSION, run.version())
        .set(PLAN, run.plan().text())
        .set(PLAN_HASH, run.head().planHash().toString())
        .set(ENGINE, run.head().engine())
        .set(CREATED_AT, run.head().createdAt().toString())
        .set(STARTED_AT, text(run.times().startedAt()))
        .set(SETTLED_AT, text(run.times().settledAt()))
        .set(OUTCOME, Json.write(run.outcome()))
        .set(HEAD_HASH, JournalRows.append(db, first, run.head().planHash().toString()))
        .execute();
    run.retires().ifPresent(retired -> markRetired(db, retired));
    int seq = 0;
    for (StepRecord step : run.steps()) {
      db.insertInto(STEP)
          .set(RUN_ID, run.id().toString())
          .set(SEQ, seq++)
          .set(STEP_ID, step.id().value())
          .set(RUN_STATE, step.state().wire())
          .set(DETAIL, Json.write(step))
          .execute();
    }
  }

  private static void markRetired(DSLContext db, RunId id) {
    db.update(RUN).set(RETIRED, 1).where(ID.eq(id.toString())).execute();
  }

  /** Appends the entries to the journal, and sets the run to what follows. */
  void append(DSLContext db, Commit commit, RunRecord after) {
    RunRecord before = commit.run();
    String run = before.id().toString();
    String hash = JournalRows.append(db, commit, headHash(db, before));
    db.update(RUN)
        .set(RUN_STATE, after.state().wire())
        .set(RUN_VERSION, after.version())
        .set(STARTED_AT, text(after.times().startedAt()))
        .set(SETTLED_AT, text(after.times().settledAt()))
        .set(OUTCOME, Json.write(after.outcome()))
        .set(HEAD_HASH, hash)
        .where(ID.eq(run))
        .execute();
    for (int i = 0; i < after.steps().size(); i++) {
      StepRecord step = after.steps().get(i);
      if (!step.equals(before.steps().get(i))) {
        db.update(STEP)
            .set(RUN_STATE, step.state().wire())
            .set(DETAIL, Json.write(step))
            .where(RUN_ID.eq(run).and(STEP_ID.eq(step.id().value())))
            .execute();
      }
    }
  }

  private static @Nullable String text(Optional<Instant> moment) {
    return moment.map(Instant::toString).orElse(null);
  }

  private static String headHash(DSLContext db, RunRecord run) {
    return StateDatabase.locked(
            db,
            db.select(HEAD_HASH)
                .from(RUN)
                .where(ID.eq(run.id().toString()).and(RUN_VERSION.eq(run.version()))))
        .fetchOptional(row -> row.value1())
        .orElseThrow(() -> Refusal.goneOn(run));
  }
}
