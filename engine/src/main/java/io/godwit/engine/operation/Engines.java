package io.godwit.engine.operation;

import io.godwit.api.name.RunId;
import io.godwit.engine.journal.RunRecord;

/** Makes engines for runs and drives them. */
public interface Engines {

  /** A fresh id for a run. */
  RunId newId();

  /** Who starts runs here: user, host, process. */
  String self();

  /** What drives the runs of one command, under the lease that it holds. */
  Driver under(long token);

  /** Drives runs, one after the other: what it has found out of a target it does not ask again. */
  interface Driver {

    /**
     * Begins a run that has only been planned, and drives it until it is settled or a person asks
     * to stop.
     *
     * @param followed whether another run follows at once if this one completes
     */
    RunRecord begin(RunRecord planned, boolean followed);

    /** Drives a run that was just read until it is settled or a person asks to stop. */
    RunRecord drive(RunRecord run);

    /** Drives a run, also one that needed attention: a person has mended what was in the way. */
    RunRecord resume(RunId run);
  }
}
