package io.godwit.engine.coded;

import io.godwit.api.migration.CodedMigration;
import io.godwit.api.migration.MigrationHeader;
import io.godwit.api.migration.MigrationWriter;

/** A migration that writes what a test says. */
record Written(MigrationHeader header, Writer writer) implements CodedMigration {

  /** What is written. */
  interface Writer {
    void write(MigrationWriter migration) throws Exception;
  }

  static Written of(String name, Writer writer) {
    return new Written(MigrationHeader.of(name), writer);
  }

  /** With a step that means nothing. */
  static Written of(MigrationHeader header) {
    return new Written(header, migration -> migration.sql("one", "select 1;", "select 2;"));
  }

  @Override
  public void write(MigrationWriter migration) throws Exception {
    writer.write(migration);
  }
}
