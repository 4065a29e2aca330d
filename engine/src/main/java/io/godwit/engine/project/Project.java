package io.godwit.engine.project;

import io.godwit.api.file.ProjectFiles;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.MigrationId;
import io.godwit.engine.config.Placeholders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A project that has been read and found without fault.
 *
 * @param directory its folder
 * @param config what {@code godwit.yaml} says
 * @param migrations all of them, in the order in which they are applied
 * @param brought lays the files that a migration brings over those of the project, by the word that
 *     stands for its folder
 * @param placeholders fills in the settings of embedders when one is opened; knows all secrets
 */
public record Project(
    Path directory,
    ProjectConfig config,
    List<Migration> migrations,
    Map<String, UnaryOperator<ProjectFiles>> brought,
    Placeholders placeholders) {

  /** Copies the list and the map. */
  public Project {
    migrations = List.copyOf(migrations);
    brought = Map.copyOf(brought);
  }

  /** The migration of that id. */
  public Optional<Migration> migration(MigrationId id) {
    return migrations.stream().filter(migration -> migration.id().equals(id)).findFirst();
  }

  /**
   * A file that {@code godwit.yaml} names.
   *
   * @throws io.godwit.api.error.GodwitException if it lies outside the project
   */
  public Path inside(String path) {
    return directory.resolve(new ProjectRoot(directory).shown("", path));
  }

  /**
   * The project's files as a migration in a folder sees them.
   *
   * @param folder relative to the project; empty for the project itself; or what stands for the
   *     folder of a migration that lies in none
   */
  public ProjectFiles files(String folder) {
    ProjectRoot root = new ProjectRoot(directory);
    UnaryOperator<ProjectFiles> own = brought.get(folder);
    return own == null ? new ConfinedFiles(root, folder) : own.apply(new ConfinedFiles(root, ""));
  }
}
