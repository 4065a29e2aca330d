package io.godwit.engine.error;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** What can be wrong in the engine; {@code docs/errors.md} says what to do about each. */
public enum EngineError implements ErrorCode {
  /** A migration that is applied is not as it was when it was applied (A10). */
  CHANGED_AFTER_APPLY("GW-201", ErrorKind.USER),
  /** A migration that is applied is not in the project any more. */
  APPLIED_BUT_MISSING("GW-202", ErrorKind.USER),
  /** A migration leads from another version than the current one (F6). */
  WRONG_SOURCE_VERSION("GW-203", ErrorKind.USER),
  /** The version that was asked for is not reachable (F6). */
  NO_SUCH_VERSION("GW-204", ErrorKind.USER),
  /** There is no release to go back to. */
  NOTHING_TO_UNDO("GW-205", ErrorKind.USER),
  /** A step cannot be undone and nobody has said that it may run all the same. */
  NEEDS_CONSENT("GW-206", ErrorKind.USER),
  /** There is no such run. */
  NO_SUCH_RUN("GW-207", ErrorKind.USER),
  /** A check before or after did not give the expected answer. */
  CHECK_FAILED("GW-208", ErrorKind.USER),
  /** A step does not hold what it promised. */
  VERIFICATION_FAILED("GW-209", ErrorKind.EXTERNAL),
  /** A target cannot be reached or does not allow what is needed. */
  TARGET_UNHEALTHY("GW-210", ErrorKind.EXTERNAL),
  /** Checks were placed on a target that answers no questions. */
  NOT_QUERYABLE("GW-211", ErrorKind.USER),
  /** A provider failed in a way that it should not. */
  PROVIDER_FAILED("GW-212", ErrorKind.INTERNAL),
  /** An earlier run needs a person's decision before anything else can run. */
  ATTENTION_NEEDED("GW-213", ErrorKind.CONFLICT),
  /** A run was begun by a version of a provider that this one cannot continue. */
  PROVIDER_CHANGED("GW-214", ErrorKind.USER),
  /** A frozen plan does not have the digest that it had when it was frozen. */
  PLAN_DAMAGED("GW-215", ErrorKind.EXTERNAL),
  /** The release moved while a run was under way, by somebody else's hand. */
  RELEASE_MOVED("GW-216", ErrorKind.CONFLICT),
  /** The configuration says that migrations, or going back, are not wanted (F7). */
  SWITCHED_OFF("GW-217", ErrorKind.USER),
  /** The outcome of an effect cannot be found out. */
  OUTCOME_UNDECIDABLE("GW-218", ErrorKind.EXTERNAL),
  /** A step did not end within its time. */
  TIME_IS_UP("GW-219", ErrorKind.RESOURCES),
  /** A migration comes late and changes what one behind it has changed already (B10). */
  CONFLICT("GW-220", ErrorKind.USER),
  /** A step cannot be recorded as done by somebody else. */
  NOT_ADOPTABLE("GW-221", ErrorKind.USER),
  /** No other tool's history is there, or it is not clear which is meant. */
  NO_FOREIGN_HISTORY("GW-222", ErrorKind.USER),
  /** Another tool's history cannot be taken over as it is. */
  FOREIGN_HISTORY_UNFIT("GW-223", ErrorKind.USER),
  /** A baseline is for a system in which nothing is applied. */
  ALREADY_MANAGED("GW-224", ErrorKind.USER),
  /** A target cannot be captured and brought back as a whole. */
  NOT_RESTORABLE("GW-225", ErrorKind.USER),
  /** Nothing was captured that leads to a rollback point. */
  NO_BACKUP("GW-226", ErrorKind.USER),
  /** The folder in which snapshots are laid out cannot be used. */
  NO_SCRATCH("GW-227", ErrorKind.RESOURCES),
  /** A migration stands before one that is applied, and the project does not allow that. */
  OUT_OF_ORDER("GW-228", ErrorKind.USER),
  /** An applied migration does not run on an empty target of the same kind. */
  NOT_REPLAYABLE("GW-229", ErrorKind.USER),
  /** Another engine holds the lease. */
  LEASE_HELD("GW-230", ErrorKind.CONFLICT),
  /** This engine has lost its lease. */
  LEASE_LOST("GW-231", ErrorKind.CONFLICT),
  /** The state store cannot be reached. */
  STATE_UNREACHABLE("GW-240", ErrorKind.EXTERNAL),
  /** The state store was made by a newer Godwit. */
  STATE_TOO_NEW("GW-241", ErrorKind.USER),
  /** The state store belongs to another system. */
  STATE_OF_ANOTHER_SYSTEM("GW-242", ErrorKind.USER),
  /** The state store's URL is of no kind that is known. */
  STATE_URL_UNKNOWN("GW-243", ErrorKind.USER),
  /** The state store holds what cannot be read. */
  STATE_DAMAGED("GW-244", ErrorKind.EXTERNAL),
  /** The state store is empty and the repository keeps runs of the system. */
  STATE_LOST("GW-245", ErrorKind.CONFLICT);

  private final String id;
  private final ErrorKind kind;

  EngineError(String id, ErrorKind kind) {
    this.id = id;
    this.kind = kind;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ErrorKind kind() {
    return kind;
  }
}
