package io.godwit.cli.error;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.run.RunReport;
import io.godwit.engine.error.EngineError;
import java.util.Map;

/** What the process says to whoever started it; the one place where that is decided. */
public enum ExitCode {
  /** All that was asked for is done. */
  DONE(0),
  /** It failed, and everything is as it was, or nothing was touched. */
  FAILED(1),
  /** The command or the configuration is wrong. */
  USAGE(2),
  /** A person must decide. */
  ATTENTION(3),
  /** Something is not as it should be: validation, or drift. */
  INVALID(4),
  /** Another engine holds the lease. */
  LEASE(5);

  private static final Map<String, ExitCode> BY_ERROR =
      Map.of(
          EngineError.CHANGED_AFTER_APPLY.id(), INVALID,
          EngineError.APPLIED_BUT_MISSING.id(), INVALID,
          EngineError.WRONG_SOURCE_VERSION.id(), INVALID,
          EngineError.CHECK_FAILED.id(), INVALID,
          EngineError.VERIFICATION_FAILED.id(), INVALID,
          EngineError.ATTENTION_NEEDED.id(), ATTENTION,
          EngineError.OUTCOME_UNDECIDABLE.id(), ATTENTION,
          EngineError.LEASE_HELD.id(), LEASE,
          EngineError.LEASE_LOST.id(), LEASE);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number that the shell sees. */
  public int number() {
    return number;
  }

  /** For an error that ended a command. */
  public static ExitCode of(ErrorCode code) {
    ExitCode known = BY_ERROR.get(code.id());
    if (known != null) {
      return known;
    }
    return switch (code.kind()) {
      case USER -> USAGE;
      case CONFLICT -> INVALID;
      case EXTERNAL, RESOURCES, INTERNAL -> FAILED;
    };
  }

  /** For what a run came to. A run that was stopped has not done what was asked. */
  public static ExitCode of(RunReport.Ending ending) {
    return switch (ending) {
      case DONE -> DONE;
      case FAILED, STOPPED -> FAILED;
      case ATTENTION -> ATTENTION;
    };
  }
}
