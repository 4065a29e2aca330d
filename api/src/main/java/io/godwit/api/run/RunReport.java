package io.godwit.api.run;

import java.util.List;
import java.util.Optional;

/**
 * What a call that runs migrations came to.
 *
 * @param ending how it ended
 * @param from the version before; empty before the first release
 * @param release the version now; empty before the first release
 * @param runs the runs, in order, finished and unfinished ones of an earlier process first
 * @param message what happened, what state everything is in, what to do next; empty when all is
 *     done
 */
public record RunReport(
    Ending ending,
    Optional<String> from,
    Optional<String> release,
    List<RunView> runs,
    String message) {

  /** How a call ended. */
  public enum Ending {
    /** All that was asked for is done, which may be nothing. */
    DONE,
    /** It failed; everything is as it was after the last run that is done. */
    FAILED,
    /** It failed and a person must decide. */
    ATTENTION,
    /** A person asked it to stop; it can be resumed. */
    STOPPED
  }

  /** Copies the list. */
  public RunReport {
    runs = List.copyOf(runs);
  }
}
