package io.godwit.engine.operation;

import io.godwit.api.migration.Migration;
import io.godwit.api.target.Verifiable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A project as operations need it.
 *
 * @param system its name
 * @param migrations all of them, in the order in which they run
 * @param switches what its configuration allows (F7)
 * @param look how its targets are looked at by {@code verify} (A5, A11)
 * @param schemaFile where each run writes what the databases' schemas are now
 */
public record Setup(
    String system,
    List<Migration> migrations,
    Switches switches,
    Look look,
    Optional<Path> schemaFile) {

  /**
   * {@code versioning.migrations.validation}.
   *
   * @param depth how much is looked at unless somebody says otherwise
   * @param timeout how long it may take for one target
   */
  public record Look(Verifiable.Depth depth, Duration timeout) {}

  /**
   * {@code versioning.migrations}.
   *
   * @param enabled whether anything may run
   * @param rollback whether going back to an earlier release may be asked for
   * @param backup whether a run captures the targets that it touches before its first effect
   * @param outOfOrder whether a migration may run that stands before one that is applied
   */
  public record Switches(boolean enabled, boolean rollback, boolean backup, boolean outOfOrder) {}

  /** Copies the list. */
  public Setup {
    migrations = List.copyOf(migrations);
  }
}
