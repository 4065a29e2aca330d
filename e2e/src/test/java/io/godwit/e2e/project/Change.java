package io.godwit.e2e.project;

import io.godwit.api.migration.CodedMigration;
import io.godwit.api.migration.MigrationHeader;
import io.godwit.api.migration.MigrationWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A migration that chance has made, which can be written as a folder and as a class. */
final class Change implements CodedMigration {

  static final String NAME = "002_change";

  private final Map<String, String> says = new LinkedHashMap<>();
  private final List<Table> tables = new ArrayList<>();
  private final Map<String, String> documents = new TreeMap<>();

  /** A step that makes a table, and a check of what is in it. */
  private record Table(
      String name, int rows, boolean archived, boolean single, boolean before, boolean critical) {
    String up() {
      StringBuilder sql = new StringBuilder("create table " + name + " (a integer, b text);\n");
      for (int i = 0; i < rows; i++) {
        sql.append("insert into ").append(name).append(" values (").append(i).append(", ';é');\n");
      }
      return sql.toString();
    }

    String down() {
      return "drop table " + name + ";\n";
    }

    String query() {
      return before ? "select 1 + 1" : "select count(*) from " + name;
    }

    int expect() {
      return before ? 2 : rows;
    }
  }

  Change(Random random) {
    maybe(random, "id", "another");
    maybe(random, "from", "001");
    maybe(random, "to", "2.0.0");
    maybe(random, "description", "What \"chance\" has made");
    maybe(random, "author", "Ada");
    maybe(random, "date", "2026-09-01");
    int steps = 1 + random.nextInt(3);
    for (int i = 0; i < steps; i++) {
      tables.add(
          new Table(
              "t" + i,
              random.nextInt(4),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean()));
    }
    int texts = random.nextInt(3);
    for (int i = 0; i < texts; i++) {
      documents.put(
          (random.nextBoolean() ? "deep/" : "") + i + ".md", "# Text " + i + "\n\nIt says é.\n");
    }
  }

  private void maybe(Random random, String key, String value) {
    if (random.nextBoolean()) {
      says.put(key, value);
    }
  }

  @Override
  public MigrationHeader header() {
    MigrationHeader header = MigrationHeader.of(NAME).dependsOn("start");
    for (Map.Entry<String, String> said : says.entrySet()) {
      header =
          switch (said.getKey()) {
            case "id" -> header.id(said.getValue());
            case "from" -> header.from(said.getValue());
            case "to" -> header.to(said.getValue());
            case "description" -> header.description(said.getValue());
            case "author" -> header.author(said.getValue());
            default -> header.createdAt(said.getValue());
          };
    }
    return header;
  }

  @Override
  public void write(MigrationWriter migration) {
    for (Table table : tables) {
      MigrationWriter.StepWriter step = migration.sql(table.name(), table.up(), table.down());
      if (table.archived()) {
        step.target("archive");
      }
      if (table.single()) {
        step.with("transaction", "none");
      }
      MigrationWriter.CheckWriter check =
          table.before()
              ? migration.before(table.name(), table.query(), table.expect())
              : migration.after(table.name(), table.query(), table.expect());
      if (table.archived()) {
        check.target("archive");
      }
      if (!table.critical()) {
        check.onlyWarns();
      }
    }
    documents.forEach((path, text) -> migration.file("documents/" + path, text));
    if (!documents.isEmpty()) {
      migration
          .step("answers", "knowledge.import")
          .with("collection", "articles")
          .with("from", "documents")
          .with("embedder", Map.of("provider", "hashing", "dimension", 32));
    }
  }

  /** The files of the folder, by their paths in it. */
  Map<String, String> folder() {
    Map<String, String> files = new TreeMap<>();
    StringBuilder yaml = new StringBuilder();
    says.forEach((key, value) -> yaml.append(key).append(": '").append(value).append("'\n"));
    yaml.append("depends-on: [start]\nsteps:\n");
    for (Table table : tables) {
      files.put(table.name() + ".up.sql", table.up());
      files.put(table.name() + ".down.sql", table.down());
      yaml.append("  - id: ").append(table.name()).append("\n    use: data.sql\n");
      yaml.append(table.archived() ? "    target: archive\n" : "");
      yaml.append("    with: { up: ").append(table.name()).append(".up.sql, down: ");
      yaml.append(table.name()).append(".down.sql");
      yaml.append(table.single() ? ", transaction: none }\n" : " }\n");
    }
    documents.forEach((path, text) -> files.put("documents/" + path, text));
    if (!documents.isEmpty()) {
      yaml.append(
          """
            - id: answers
              use: knowledge.import
              with: { collection: articles, from: documents, embedder: { dimension: 32, provider: hashing } }
          """);
    }
    yaml.append("checks:\n  before: [").append(checks(true)).append("]\n");
    yaml.append("  after: [").append(checks(false)).append("]\n");
    files.put("migration.yaml", yaml.toString());
    return files;
  }

  private String checks(boolean before) {
    return tables.stream()
        .filter(table -> table.before() == before)
        .map(
            table ->
                "{ name: "
                    + table.name()
                    + (table.archived() ? ", target: archive" : "")
                    + ", query: '"
                    + table.query()
                    + "', expect: "
                    + table.expect()
                    + (table.critical() ? "" : ", critical: false")
                    + " }")
        .collect(Collectors.joining(", "));
  }
}
