package io.godwit.engine.project;

import io.godwit.api.file.ProjectFiles;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.MigrationId;
import io.godwit.engine.config.Placeholders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A project that has been read and found without fault.
 *
 * @param directory its folder
 * @param config what {@code godwit.yaml} says
 * @param migrations all of them, in the order in which they are applied
 * @param placeholders fills in the settings of embedders when one is opened; knows all secrets
 */
public record Project(
    Path directory, ProjectConfig config, List<Migration> migrations, Placeholders placeholders) {

  /** Copies the list. */
  public Project {
    migrations = List.copyOf(migrations);
  }

  /** The migration of that id. */
  public Optional<Migration> migration(MigrationId id) {
    return migrations.stream().filter(migration -> migration.id().equals(id)).findFirst();
  }

  /**
   * The project's files as a migration in a folder sees them.
   *
   * @param folder relative to the project; empty for the project itself
   */
  public ProjectFiles files(String folder) {
    return new ConfinedFiles(new ProjectRoot(directory), folder);
  }
}
