package io.godwit.api.migration;

/**
 * A migration as a class (B2), equal in every way to a folder with a {@code migration.yaml}: it
 * stands among the files by its number, is planned, checked, frozen, run and taken back like them,
 * and is found to have been changed after it ran (A10).
 *
 * <pre>{@code
 * public final class SplitName implements CodedMigration {
 *   @Override
 *   public MigrationHeader header() {
 *     return MigrationHeader.of("003_split_name").author("Ada").dependsOn("create-people");
 *   }
 *
 *   @Override
 *   public void write(MigrationWriter migration) {
 *     migration.sql(
 *         "columns",
 *         "alter table person add column family text;",
 *         "alter table person drop column family;");
 *   }
 * }
 * }</pre>
 *
 * <p>The class is found by {@link java.util.ServiceLoader}, on the class path or in a jar in the
 * project's {@code plugins/}, and then needs a public constructor without arguments; or an embedder
 * hands over an instance.
 *
 * <p>It describes and does nothing: it is called once when a project is read, also for {@code
 * status}, with no target open. What runs is the plan that is made of what it wrote. So it always
 * has to write the same, whatever the time, the machine and the environment; what it writes
 * otherwise later counts as a change of the migration.
 */
public interface CodedMigration {

  /** What it is called, where it leads and what it depends on. */
  MigrationHeader header();

  /**
   * Writes its steps, their files and its checks.
   *
   * @param migration takes them, until this method returns
   * @throws Exception if it cannot: then nothing of the project is run, and the error names this
   *     class
   */
  void write(MigrationWriter migration) throws Exception;
}
