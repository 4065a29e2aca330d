package io.godwit.api.run;

/** Whether the targets that a run touches are captured before its first effect (E7). */
public enum Backup {
  /** As {@code versioning.migrations.backup} says. */
  CONFIGURED,
  /** They are. */
  TAKEN,
  /** They are not. */
  LEFT_OUT
}
