package io.godwit.e2e.durability;

import static java.util.stream.Collectors.toMap;

import io.godwit.api.provider.Interceptor;
import io.godwit.api.run.StatusView;
import io.godwit.api.run.StatusView.TargetView;
import io.godwit.engine.Godwit;
import io.godwit.model.file.Shape;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A help desk whose two versions differ in schema, rows, knowledge base, model and settings. Where
 * its stores are is said by environment variables, so that a process and a test see the same.
 */
final class HybridProject {

  static final String OLD = "1.0.0";
  static final String NEW = "2.0.0";

  private final Path folder;
  private final Map<String, String> variables = new TreeMap<>();

  /** The project in that folder, which is made if there is none. */
  HybridProject(Path folder) {
    this.folder = folder;
    variables.put("STATE_URL", "jdbc:sqlite:.godwit/state.db");
    variables.put("APP_URL", "jdbc:sqlite:app.db");
    variables.put("REPOSITORY_URL", ".godwit/repository");
    variables.put("KNOWLEDGE_URL", "jdbc:sqlite:knowledge.db");
    variables.put("REGISTER", "storage");
    variables.put("LEASE", "30s");
    if (!Files.exists(folder.resolve("godwit.yaml"))) {
      make();
    }
  }

  private void make() {
    write(
        "godwit.yaml",
        """
        system: helpdesk
        state: { url: "${STATE_URL}", lease: "${LEASE}" }
        repository: { url: "${REPOSITORY_URL}", register: "${REGISTER}" }
        targets:
          app:      { provider: data, url: "${APP_URL}", default: true }
          helpdesk: { provider: knowledge, url: "${KNOWLEDGE_URL}" }
          models:   { provider: model }
          settings: { provider: config, files: [config/app.toml, config/app.yaml] }
        embedders:
          small: { provider: hashing, dimension: 64 }
          large: { provider: hashing, dimension: 96 }
        """);
    for (int i = 0; i < 12; i++) {
      write(
          "documents/topic-" + i + ".md",
          "# Topic " + i + "\n\nWhat is said of it.\n\n## More\n\nNumber " + i + " in detail.\n");
    }
    write("config/app.toml", "# desk\n\n# how many\ndb_pool = 4 # tuned\ndb_host = 'localhost'\n");
    model("models/ranker-1", 1f, 256);
    model("models/ranker-2", 2f, 256);
    first();
    second();
  }

  private void first() {
    write(
        "migrations/001_start/migration.yaml",
        """
        id: start
        to: 1.0.0
        description: Tickets, answers and a ranker
        steps:
          - id: tables
            use: data.sql
            target: app
            with: { up: tables.up.sql, down: tables.down.sql }
          - id: answers
            use: knowledge.import
            target: helpdesk
            with: { collection: articles, from: ../../documents, embedder: small }
          - id: ranker
            use: model.publish
            target: models
            with: { model: ranker, version: 1.0.0, from: ../../models/ranker-1, license: MIT, alias: champion }
        """);
    write(
        "migrations/001_start/tables.up.sql",
        """
        create table ticket (id integer primary key, subject text not null);
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 500)
        insert into ticket (id, subject) select i, 'Ticket ' || i from n;
        create table customer (id integer primary key, cents integer, note text not null, seen integer default 0);
        create index customer_seen on customer (seen);
        insert into customer select id, id * 100, subject, 1 from ticket where id <= 150;
        """);
    write("migrations/001_start/tables.down.sql", "drop table customer;\ndrop table ticket;\n");
  }

  private void second() {
    write(
        "migrations/002_switch/migration.yaml",
        """
        id: switch
        from: 1.0.0
        to: 2.0.0
        description: Priorities, answers from a larger embedder, and ranker 2
        depends-on: [start]
        steps:
          - id: priority
            use: data.sql
            target: app
            with: { up: priority.up.sql, down: priority.down.sql }
          - id: priorities
            use: data.backfill
            target: app
            with: { table: ticket, set: { priority: id % 5 }, batch: 200, keep-old: false }
          - id: shape
            use: data.change
            target: app
            with:
              table: customer
              view: customer_2
              batch: 50
              add: { tier: { type: integer, default: "1", not-null: true } }
              rename: { note: remark }
              retype: { cents: { type: "numeric(12,2)", up: "cents / 100.0", down: "cast(cents * 100 as integer)" } }
              drop: { seen: { down: "0" } }
              indexes: { customer_by_cents: { on: [cents, id], unique: true } }
          - id: reembed
            use: knowledge.reembed
            target: helpdesk
            with: { collection: articles, embedder: large }
          - id: ranker
            use: model.publish
            target: models
            with: { model: ranker, version: 2.0.0, from: ../../models/ranker-2, license: MIT }
          - id: champion
            use: model.promote
            target: models
            with: { model: ranker, version: 2.0.0, alias: champion }
          - id: settings
            use: config.migrate
            target: settings
            with:
              files:
                - file: config/app.toml
                  to: config/app.yaml
                  move: { db_pool: database.pool, db_host: database.host }
                  defaults: { database.port: 5432 }
          - id: audit
            use: data.sql
            target: app
            with: { up: audit.up.sql, down: audit.down.sql }
          - id: audited
            use: data.transform
            target: app
            with: { from: [ticket], to: audit, select: "select id as ticket, priority as at_priority from source", batch: 200 }
        checks:
          after:
            - { name: every ticket has a priority, target: app, query: "select count(*) from ticket where priority is null", expect: 0, critical: true }
        """);
    write(
        "migrations/002_switch/priority.up.sql",
        "alter table ticket add column priority integer;\n");
    write("migrations/002_switch/priority.down.sql", "alter table ticket drop column priority;\n");
    write(
        "migrations/002_switch/audit.up.sql",
        "create table audit (ticket integer not null, at_priority integer not null);\n");
    write("migrations/002_switch/audit.down.sql", "drop table audit;\n");
  }

  HybridProject with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  Path folder() {
    return folder;
  }

  Map<String, String> variables() {
    return variables;
  }

  HybridProject write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A model file of so many numbers that do not compress. */
  HybridProject model(String path, float value, int numbers) {
    try {
      Files.createDirectories(folder.resolve(path));
      float[] all = new float[numbers];
      Random random = new Random(Float.floatToIntBits(value));
      for (int i = 0; i < numbers; i++) {
        all[i] = value + random.nextFloat();
      }
      try (OutputStream out =
          Files.newOutputStream(folder.resolve(path).resolve("model.safetensors"))) {
        new SafetensorsWriter().add("w", Shape.of(numbers), all).writeTo(out);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The engine in this JVM. */
  Godwit open() {
    return open(Interceptor.NONE);
  }

  /** The engine in this JVM, with something around what it reaches the outside by. */
  Godwit open(Interceptor interceptor) {
    return Godwit.builder()
        .project(folder)
        .variables(name -> Optional.ofNullable(variables.get(name)))
        .interceptor(interceptor)
        .build();
  }

  /** What a reader of the database finds, as a text. */
  String ask(String query) {
    String url = variables.getOrDefault("APP_URL", "");
    try (Connection connection =
            DriverManager.getConnection(
                url.replace("jdbc:sqlite:", "jdbc:sqlite:" + folder + File.separator));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  StatusView status() {
    try (Godwit godwit = open()) {
      return godwit.status(true);
    }
  }

  static Map<String, String> digests(StatusView status) {
    return status.targets().stream()
        .collect(
            toMap(
                TargetView::name,
                target ->
                    target.digest().orElseThrow(() -> new AssertionError("no digest: " + target)),
                (one, other) -> one,
                TreeMap::new));
  }
}
