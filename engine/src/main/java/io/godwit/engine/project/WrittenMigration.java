package io.godwit.engine.project;

import io.godwit.api.error.Place;
import io.godwit.api.file.ProjectFiles;
import io.godwit.api.name.Digest;
import java.util.function.UnaryOperator;

/**
 * A migration that lies in no folder: what its {@code migration.yaml} would say, and all that would
 * lie beside it.
 *
 * @param name what its folder would be called
 * @param place what messages name instead of the file
 * @param manifest what it says
 * @param checksum of all that it consists of
 * @param files lays the files that it brings over those of the project
 */
public record WrittenMigration(
    String name,
    Place place,
    Manifest manifest,
    Digest checksum,
    UnaryOperator<ProjectFiles> files) {

  /** Checks that there is a number in the name. */
  public WrittenMigration {
    if (NumberedName.of(name).isEmpty()) {
      throw new IllegalArgumentException(name + " is no NUMBER_DESCRIPTION");
    }
  }

  /**
   * What stands for its folder, in plans too. A plan outlives the jar and the class, so these are
   * not named in it; no folder among the migrations has a name with a colon.
   */
  String folder() {
    return "class:" + name;
  }
}
