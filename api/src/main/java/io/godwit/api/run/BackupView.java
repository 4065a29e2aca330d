package io.godwit.api.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was captured of targets at one moment, and can be brought back.
 *
 * @param at when, in UTC
 * @param version the version that was current; empty before the first
 * @param targets of which targets
 * @param sizeBytes how much that is; what the repository shares with other backups is kept once
 */
public record BackupView(
    Instant at, Optional<String> version, List<String> targets, long sizeBytes) {

  /** Copies the list. */
  public BackupView {
    targets = List.copyOf(targets);
  }
}
