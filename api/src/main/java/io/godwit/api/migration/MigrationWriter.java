package io.godwit.api.migration;

import java.time.Duration;

/**
 * Takes what a {@link CodedMigration} consists of. Steps run in the order in which they are
 * written. What cannot be is refused at once with an {@link IllegalArgumentException}, which the
 * class lets through: the author then sees the line.
 *
 * <p>A step that reads files ({@code up: columns.up.sql}) finds those that the migration brings
 * with {@link #file} and {@link #resource}, and else those of the project, from the project's
 * folder. What it brings is at most 256 MiB, of which it writes 16 MiB itself; what is larger
 * belongs into the project or the repository.
 */
public interface MigrationWriter {

  /**
   * A step {@code data.sql}: statements that move a database up, and those that bring it back. They
   * are the files {@code ID.up.sql} and {@code ID.down.sql} of the migration.
   *
   * @param id unique in the migration
   * @param up the statements, each with its {@code ;}
   * @param down the statements for the way back
   */
  StepWriter sql(String id, String up, String down);

  /** A step {@code data.sql} that cannot be undone, and so needs a person's word to be run. */
  StepWriter sql(String id, String up);

  /**
   * A step of any type.
   *
   * @param id unique in the migration
   * @param use the step type, for example {@code knowledge.reembed}
   */
  StepWriter step(String id, String use);

  /**
   * Steps that say nothing else wait only for those before them on the same target, and so run
   * beside those on others.
   */
  MigrationWriter parallel();

  /**
   * A question that is asked before the first effect; a wrong answer stops the run.
   *
   * @param name what is claimed, for example {@code there are tickets}
   * @param query the question in the target's language
   * @param expect the answer; compared as text, and as a number where both are
   */
  CheckWriter before(String name, String query, Object expect);

  /** A question that is asked after the last effect; a wrong answer takes the run back. */
  CheckWriter after(String name, String query, Object expect);

  /**
   * A text file that steps of this migration read.
   *
   * @param path as steps name it: relative, with {@code /} between its parts, none of which begins
   *     with a dot
   */
  MigrationWriter file(String path, String text);

  /** A file that steps of this migration read. The bytes are copied. */
  MigrationWriter file(String path, byte[] bytes);

  /**
   * A file that lies beside the class, as {@link Class#getResourceAsStream} finds it, under the
   * same path. It is read from there when a step needs it.
   */
  MigrationWriter resource(String path);

  /** Says more of a step. */
  interface StepWriter {

    /**
     * On this target; on the default one of the step type's provider when it is not said.
     *
     * @param name as the project knows it
     */
    StepWriter target(String name);

    /**
     * A setting of the step type, under the key that stands in a {@code migration.yaml}.
     *
     * @param value a text, number, truth value, duration, enum or path; a list, map or record of
     *     such values, and so on. Of a record, components are keys in kebab case. Maps and sets
     *     that have no order are written in that of their keys
     */
    StepWriter with(String key, Object value);

    /** All components of a record as settings. */
    StepWriter with(Record settings);

    /** What has to hold afterwards, in the words of the step type. */
    StepWriter verify(String key, Object value);

    /**
     * Waits for these steps before it, beside those on the same target, and for no others; for none
     * when none is named.
     */
    StepWriter after(String... steps);

    /** How long applying, publishing or undoing it may take, retries included. */
    StepWriter timeout(Duration longest);
  }

  /** Says more of a check. */
  interface CheckWriter {

    /** Asked of this target; of the default database when it is not said. */
    CheckWriter target(String name);

    /** A wrong answer warns, and the run goes on. */
    CheckWriter onlyWarns();
  }
}
