package io.godwit.engine.project;

import io.godwit.api.error.Place;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.Version;
import java.util.List;

/**
 * A migration that has been read and not yet been put into its place among the others.
 *
 * @param name what its file or folder is called
 * @param migration the migration, without what it depends on
 * @param references what it depends on, as its author called them
 */
record Draft(NumberedName name, Migration migration, List<Reference> references) {

  /** Another migration, as an author called it. */
  record Reference(String text, Place place) {}

  Draft {
    references = List.copyOf(references);
  }

  MigrationId id() {
    return migration.id();
  }

  Place place() {
    return migration.source().place();
  }

  /** Whether an author who writes this means this migration, going by anything but its id. */
  boolean isCalled(String text) {
    boolean number = text.chars().allMatch(c -> c >= '0' && c <= '9') && text.length() <= 20;
    return name.aliases().contains(text)
        || (number && !text.isEmpty() && new Version(text).compareTo(name.number()) == 0);
  }

  boolean isRepeatable() {
    return migration.source().repeatable();
  }

  boolean isSqlFile() {
    return migration.source().place().file().endsWith(".sql");
  }

  /** The migration under another id. */
  Draft called(MigrationId id) {
    return new Draft(
        name,
        new Migration(
            id,
            migration.path(),
            migration.about(),
            migration.dependsOn(),
            migration.steps(),
            migration.checks(),
            migration.source()),
        references);
  }

  /** The migration leading to another version. */
  Draft leadingTo(Version version) {
    return new Draft(name, migration.leadingTo(version), references);
  }

  /** The migration with what it depends on. */
  Migration dependingOn(List<MigrationId> ids) {
    return new Migration(
        migration.id(),
        migration.path(),
        migration.about(),
        ids,
        migration.steps(),
        migration.checks(),
        migration.source());
  }
}
