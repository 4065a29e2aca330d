package io.godwit.engine.state;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.ReleaseId;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.RunRecord;
import java.util.Optional;

/** What every state store refuses, in the same words. */
final class Refusal {

  private Refusal() {}

  /** Refuses a writer whose token is not the lease's. */
  static void unlessHeld(Optional<Lease> present, long token) {
    if (present.isEmpty() || present.get().token() != token) {
      throw new GodwitException(
          EngineError.LEASE_LOST,
          "This engine has lost its lease (token "
              + token
              + ") to "
              + present
                  .map(lease -> lease.holder() + " (token " + lease.token() + ")")
                  .orElse("nobody")
              + "; it has stopped and written nothing. See `godwit status`");
    }
  }

  /** Refuses a second open run. */
  static void ifOpen(Optional<RunRecord> open) {
    open.ifPresent(
        other -> {
          throw new GodwitException(
              EngineError.ATTENTION_NEEDED,
              "Run " + other.id() + " is " + other.state().wire() + " and must be settled first");
        });
  }

  /** Refuses a pivot that expects another release to be current. */
  static void unlessCurrent(Optional<ReleaseId> current, Commit.Pivot pivot) {
    if (!current.equals(pivot.expected())) {
      throw new GodwitException(
          EngineError.RELEASE_MOVED,
          "The current release is "
              + current.map(ReleaseId::toString).orElse("none")
              + ", the run began at "
              + pivot.expected().map(ReleaseId::toString).orElse("none")
              + "; see `godwit history` for who moved it");
    }
  }

  /** For a store that is to be filled and is not empty. */
  static GodwitException notEmpty() {
    return new GodwitException(
        EngineError.STATE_DAMAGED,
        "The state store is not empty, so it cannot be made again from the repository; name an empty"
            + " one in state.url, or move this one away");
  }

  /** For a commit to a run that is not as the writer knows it. */
  static GodwitException goneOn(RunRecord run) {
    return new GodwitException(
        EngineError.LEASE_LOST,
        "Run " + run.id() + " has gone on in another engine; this one has stopped");
  }
}
