package io.godwit.engine.operation;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.StepState;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.journal.StepRecord;
import io.godwit.engine.state.Commit;
import io.godwit.engine.state.StateStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code resolve}: a person says what became of a step, and the run goes on from there. */
final class Resolution {

  private final Operating parts;
  private final Execution execution;

  Resolution(Operating parts, Execution execution) {
    this.parts = parts;
    this.execution = execution;
  }

  /**
   * Records the person's word and takes the run up again.
   *
   * @param happened whether what the step was to do is done
   * @param reason why that is so; kept in the journal
   */
  RunReport resolve(RunId run, StepId step, boolean happened, String reason) {
    return execution.under(
        session -> {
          RunRecord open = demandOpen(session.store(), run);
          demandDoubt(open, step);
          Entry word = new Entry.Resolved(step, happened, parts.engines().self(), reason);
          session
              .store()
              .commit(
                  new Commit(
                      open,
                      List.of(word),
                      parts.clock().instant(),
                      session.token(),
                      Optional.empty()));
          session.resumeOpen();
        });
  }

  private static RunRecord demandOpen(StateStore store, RunId id) {
    return store
        .open()
        .filter(run -> run.id().equals(id) && run.state().needsAttention())
        .orElseThrow(
            () ->
                new GodwitException(
                    EngineError.NO_SUCH_RUN,
                    "Run " + id + " does not wait for a decision; `godwit status` says what does"));
  }

  private static void demandDoubt(RunRecord run, StepId step) {
    List<StepId> doubtful =
        run.steps().stream()
            .filter(one -> one.state() == StepState.STUCK || one.intent().isPresent())
            .map(StepRecord::id)
            .toList();
    if (!doubtful.contains(step)) {
      throw new GodwitException(
          EngineError.NO_SUCH_RUN,
          "Step "
              + step
              + " of run "
              + run.id()
              + " waits for no decision; these do: "
              + doubtful.stream().map(StepId::value).collect(Collectors.joining(", ")));
    }
  }
}
