package io.godwit.engine.operation;

import io.godwit.api.name.RunId;
import io.godwit.api.run.Direction;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunState;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.plan.Planner;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.StateStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code retire}: frees what only the way back behind old migrations needs, and what those left
 * that were taken back before.
 */
final class Retirement {

  private final Execution execution;
  private final Backups backups;
  private final ProjectOperations.Repository repository;

  Retirement(Execution execution, Backups backups, ProjectOperations.Repository repository) {
    this.execution = execution;
    this.backups = backups;
    this.repository = repository;
  }

  /**
   * Retires all but the latest migrations.
   *
   * @param keep behind how many there stays a way back
   */
  RunReport retire(int keep) {
    return execution.under(
        session -> {
          session.finishOpen();
          if (!session.inTrouble()) {
            retireAll(session, keep);
          }
        });
  }

  private void retireAll(Execution.Session session, int keep) {
    List<RunRecord> old = old(session.store(), keep);
    boolean more = true;
    for (int i = 0; more && i < old.size(); i++) {
      more = session.run(Planner.retire(old.get(i), session.store().current()));
    }
    StateStore store = session.store();
    Set<RunId> freed = freed(store.runs());
    freed.addAll(restoredOver(store, keep));
    int retired = Math.max(0, store.applied().size() - keep);
    repository.release(freed, backups.withoutTaken(store, retired));
  }

  /** What a restore has taken back left nothing behind; what it captured itself is kept as long. */
  private static Set<RunId> restoredOver(StateStore store, int keep) {
    Set<RunId> over = new HashSet<>();
    for (RunRecord run : before(store, keep)) {
      if (run.direction() == Direction.RESTORE && run.state() == RunState.COMPLETED) {
        over.add(run.id());
        run.restored().forEach(lost -> over.add(lost.run()));
      }
    }
    return over;
  }

  private static Set<RunId> freed(List<RunRecord> all) {
    return all.stream()
        .filter(run -> run.state() == RunState.COMPLETED)
        .flatMap(run -> run.retires().stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Runs up that were begun before the first that is kept, and have not been retired. */
  private static List<RunRecord> old(StateStore store, int keep) {
    List<RunRecord> all = store.runs();
    Set<RunId> freed = freed(all);
    all.stream()
        .filter(run -> run.state() == RunState.COMPLETED)
        .flatMap(RunRecord::restored)
        .forEach(lost -> freed.add(lost.run()));
    return before(store, keep).stream()
        .filter(run -> run.direction() == Direction.UP && run.state() != RunState.FAILED)
        .filter(run -> !freed.contains(run.id()))
        .toList();
  }

  private static List<RunRecord> before(StateStore store, int keep) {
    List<Applied> applied = store.applied();
    Set<RunId> kept = new HashSet<>();
    applied
        .subList(Math.max(0, applied.size() - keep), applied.size())
        .forEach(one -> kept.add(one.run()));
    return store.runs().stream().takeWhile(run -> !kept.contains(run.id())).toList();
  }
}
