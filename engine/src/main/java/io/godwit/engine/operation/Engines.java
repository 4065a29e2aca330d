package io.godwit.engine.operation;

import io.godwit.api.name.RunId;
import io.godwit.engine.journal.RunRecord;

/** Makes engines for runs and drives them. */
public interface Engines {

  /** A fresh id for a run. */
  RunId newId();

  /** Who starts runs here: user, host, process. */
  String self();

  /**
   * Begins a run that has only been planned, and drives it until it is settled or a person asks to
   * stop.
   */
  RunRecord begin(RunRecord planned, long token);

  /** Drives a run that was just read until it is settled or a person asks to stop. */
  RunRecord drive(RunRecord run, long token);

  /** Drives a run, also one that needed attention: a person has mended what was in the way. */
  RunRecord resume(RunId run, long token);
}
