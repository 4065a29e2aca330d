package io.godwit.engine.config;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** What can be wrong with a project's files and with the extensions that it asks for. */
public enum ConfigError implements ErrorCode {
  /** The folder holds no godwit.yaml. */
  NO_PROJECT("GW-101", ErrorKind.USER),
  /** A file or folder cannot be read. */
  UNREADABLE("GW-102", ErrorKind.EXTERNAL),
  /** A text file is not UTF-8. */
  NOT_UTF8("GW-103", ErrorKind.USER),
  /** A file, or all files of a migration together, are larger than they may be. */
  TOO_LARGE("GW-104", ErrorKind.USER),
  /** A file is not YAML or JSON. */
  SYNTAX("GW-105", ErrorKind.USER),
  /** A key is written twice in one mapping. */
  DUPLICATE_KEY("GW-106", ErrorKind.USER),
  /** A file uses a part of YAML that is not accepted here. */
  REFUSED_YAML("GW-107", ErrorKind.USER),
  /** A placeholder refers to what is not there, or is none. */
  PLACEHOLDER("GW-108", ErrorKind.USER),
  /** There is no such setting. */
  UNKNOWN_KEY("GW-110", ErrorKind.USER),
  /** A setting that is needed is not written. */
  MISSING_KEY("GW-111", ErrorKind.USER),
  /** A setting is not of the kind that is needed. */
  WRONG_TYPE("GW-112", ErrorKind.USER),
  /** A setting has a value that cannot be. */
  BAD_VALUE("GW-113", ErrorKind.USER),
  /** An extension's record cannot be bound: its author has to mend it. */
  BAD_RECORD("GW-114", ErrorKind.INTERNAL),
  /** The project has no environment of that name. */
  UNKNOWN_ENVIRONMENT("GW-115", ErrorKind.USER),
  /** Two migrations have one id. */
  DUPLICATE_ID("GW-120", ErrorKind.USER),
  /** Two migrations have one version. */
  DUPLICATE_VERSION("GW-121", ErrorKind.USER),
  /** A migration or a step waits for one that is not there, or it is not clear which (B6). */
  MISSING_DEPENDENCY("GW-122", ErrorKind.USER),
  /** Migrations depend on one another in a circle (B6). */
  DEPENDENCY_CIRCLE("GW-123", ErrorKind.USER),
  /** The project has no target of that name. */
  UNKNOWN_TARGET("GW-124", ErrorKind.USER),
  /** A step or check names no target, and it is not clear which is meant. */
  NO_DEFAULT_TARGET("GW-125", ErrorKind.USER),
  /** A migration has no steps. */
  NO_STEPS("GW-126", ErrorKind.USER),
  /** A down file has no up file. */
  ORPHAN_DOWN("GW-127", ErrorKind.USER),
  /** A file or folder among the migrations has a name that is no migration's. */
  UNKNOWN_FILE("GW-128", ErrorKind.USER),
  /** The comments at the head of a SQL file contradict its name. */
  HEADER_MISMATCH("GW-129", ErrorKind.USER),
  /** Two steps of a migration have one id. */
  DUPLICATE_STEP("GW-130", ErrorKind.USER),
  /** A migration that is a class cannot be read. */
  BROKEN_MIGRATION_CLASS("GW-131", ErrorKind.USER),
  /** A step of a plan file cannot be read as one of Godwit's. */
  PLAN_FILE("GW-132", ErrorKind.USER),
  /** A path leads out of the project. */
  LEAVES_PROJECT("GW-140", ErrorKind.USER),
  /** There is no such file or folder. */
  MISSING_FILE("GW-141", ErrorKind.USER),
  /** A path leads to a link, a device or another thing that is not read. */
  REFUSED_FILE("GW-142", ErrorKind.USER),
  /** A folder has more files than may be. */
  TOO_MANY_FILES("GW-143", ErrorKind.USER),
  /** What is to be made is there already. */
  ALREADY_THERE("GW-150", ErrorKind.USER),
  /** A new file or folder cannot be written. */
  UNWRITABLE("GW-151", ErrorKind.EXTERNAL),
  /** An extension or a plugin jar cannot be loaded. */
  BROKEN_EXTENSION("GW-160", ErrorKind.USER),
  /** Two extensions have one name. */
  DUPLICATE_EXTENSION("GW-161", ErrorKind.USER),
  /** No extension of that name was found. */
  UNKNOWN_PROVIDER("GW-162", ErrorKind.USER),
  /** No step type of that name was found. */
  UNKNOWN_STEP_TYPE("GW-163", ErrorKind.USER),
  /** No provider brings a tool of that name. */
  UNKNOWN_TOOL("GW-164", ErrorKind.USER);

  private final String id;
  private final ErrorKind kind;

  ConfigError(String id, ErrorKind kind) {
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
