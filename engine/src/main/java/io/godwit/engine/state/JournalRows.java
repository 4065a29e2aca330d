package io.godwit.engine.state;

import static io.godwit.engine.state.Tables.AT;
import static io.godwit.engine.state.Tables.DETAIL;
import static io.godwit.engine.state.Tables.EVENT;
import static io.godwit.engine.state.Tables.HASH;
import static io.godwit.engine.state.Tables.HEAD_HASH;
import static io.godwit.engine.state.Tables.ID;
import static io.godwit.engine.state.Tables.JOURNAL;
import static io.godwit.engine.state.Tables.N;
import static io.godwit.engine.state.Tables.PLAN_HASH;
import static io.godwit.engine.state.Tables.RUN;
import static io.godwit.engine.state.Tables.RUN_ID;
import static io.godwit.engine.state.Tables.STEP_ID;
import static io.godwit.engine.state.Tables.TOKEN;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.engine.codec.Json;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.InsertValuesStep8;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Record5;

/** Journals: each entry is chained by its hash to the one before, the first to the plan's hash. */
final class JournalRows {

  private JournalRows() {}

  /** Appends the entries and answers with the hash of the last. */
  static String append(DSLContext db, Commit commit, String headHash) {
    if (commit.entries().isEmpty()) {
      return headHash;
    }
    String run = commit.run().id().toString();
    String at = commit.at().toString();
    String hash = headHash;
    long n = commit.run().version();
    InsertValuesStep8<Record, String, Long, String, Long, String, String, String, String> rows =
        db.insertInto(JOURNAL, RUN_ID, N, AT, TOKEN, EVENT, STEP_ID, DETAIL, HASH);
    for (Entry entry : commit.entries()) {
      String detail = Json.write(entry);
      String event = entry.getClass().getSimpleName();
      String step = entry.about().map(StepId::value).orElse(null);
      hash = chained(hash, run, ++n, at, detail);
      rows = rows.values(run, n, at, commit.token(), event, step, detail, hash);
    }
    rows.execute();
    return hash;
  }

  private static String chained(String before, String run, long n, String at, String detail) {
    return Digest.ofParts(before, run, Long.toString(n), at, detail).toString();
  }

  static List<JournalLine> read(DSLContext db, RunId id) {
    Record2<String, String> ends =
        db.select(PLAN_HASH, HEAD_HASH).from(RUN).where(ID.eq(id.toString())).fetchOne();
    if (ends == null) {
      return List.of();
    }
    String hash = ends.value1();
    List<JournalLine> lines = new ArrayList<>();
    for (Record5<Long, String, Long, String, String> row :
        db.select(N, AT, TOKEN, DETAIL, HASH)
            .from(JOURNAL)
            .where(RUN_ID.eq(id.toString()))
            .orderBy(N)
            .fetch()) {
      long number = lines.size() + 1L;
      hash = chained(hash, id.toString(), number, row.value2(), row.value4());
      demand(id, number, row.value1() == number && hash.equals(row.value5()));
      lines.add(
          new JournalLine(
              number,
              Instant.parse(row.value2()),
              row.value3(),
              Json.read(row.value4(), Entry.class)));
    }
    demand(id, lines.size(), hash.equals(ends.value2()));
    return lines;
  }

  private static void demand(RunId id, long number, boolean whole) {
    if (!whole) {
      throw new GodwitException(
          EngineError.STATE_DAMAGED,
          "The journal of run "
              + id
              + " has been changed by another hand at entry "
              + number
              + "; nothing is run from it. Restore the state store from a backup");
    }
  }
}
