package io.godwit.api.run;

import io.godwit.api.name.MigrationId;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import java.util.List;
import java.util.Optional;

/**
 * What is recorded without running anything: for targets that somebody or something else has
 * brought to where they are. Each record is a run with a journal like any other, so that {@code
 * down} works from there. No target is changed.
 *
 * <p>Every method takes the lease and first finishes or takes back what an earlier process left. It
 * throws {@link io.godwit.api.error.GodwitException} before anything is recorded if it cannot go
 * through. Migrations that run again whenever they have changed are left out: they run with the
 * next {@code up}.
 */
public interface Bookkeeping {

  /**
   * Records, for a system in which nothing is applied yet, that its targets are at a version.
   *
   * @param to the version; that of the last migration if empty
   */
  RunReport baseline(Optional<Version> to);

  /**
   * Records that the targets are at a version, whatever was applied (P3): what leads up to it
   * counts as applied, what leads further as taken back. Repeating it does nothing.
   *
   * @param to the version; empty for what was before the first migration
   */
  RunReport force(Optional<Version> to);

  /**
   * Takes over what another tool has recorded in a target: what it has applied counts as applied.
   * Repeating it does nothing.
   *
   * @param target where it stands; the only target with a history if empty
   * @param tool which tool's, for example {@code flyway}; the only one if empty
   */
  RunReport importHistory(Optional<TargetName> target, Optional<String> tool);

  /**
   * Takes the present files of applied migrations for what was applied, where they have been
   * changed since (A10). Kept in the journal with who said it. Repeating it does nothing.
   *
   * @return the migrations of which that holds
   */
  List<MigrationId> repair();
}
