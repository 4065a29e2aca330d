package io.godwit.e2e.project;

import io.godwit.engine.Godwit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A small help desk: a database and a knowledge base, with two versions that both change. */
final class HelpDesk {

  private final Path folder;
  private final Map<String, String> variables = new TreeMap<>();

  HelpDesk(Path folder) {
    this.folder = folder;
    write(
        "godwit.yaml",
        """
        system: helpdesk
        state: { url: "${STATE_URL}" }
        targets:
          app:      { provider: data, url: "${APP_URL}", default: true }
          helpdesk: { provider: knowledge, url: "jdbc:sqlite:knowledge.db" }
        embedders:
          small: { provider: hashing, dimension: 64 }
          large: { provider: hashing, dimension: 96 }
        """);
    at("jdbc:sqlite:.godwit/state.db", "jdbc:sqlite:app.db");
    write("documents/refunds.md", "# Refunds\n\nA refund takes five days.\n");
    write(
        "documents/shipping.md", "# Shipping\n\nParcels leave at noon.\n\n## Abroad\n\nBy air.\n");
    write(
        "migrations/001_start/migration.yaml",
        """
        id: start
        to: 1.0.0
        description: Tickets and answers
        steps:
          - id: tables
            use: data.sql
            target: app
            with: { up: tables.up.sql, down: tables.down.sql }
          - id: answers
            use: knowledge.import
            target: helpdesk
            with: { collection: articles, from: ../../documents, embedder: small }
        """);
    write(
        "migrations/001_start/tables.up.sql",
        """
        create table ticket (id integer primary key, subject text not null);
        insert into ticket (id, subject) values (1, 'Where is my parcel?'), (2, 'Refund; please');
        """);
    write("migrations/001_start/tables.down.sql", "drop table ticket;\n");
    write(
        "migrations/002_switch/migration.yaml",
        """
        id: switch
        from: 1.0.0
        to: 2.0.0
        description: Priorities, and answers from a larger embedder
        depends-on: [start]
        steps:
          - id: priority
            use: data.sql
            target: app
            with: { up: priority.up.sql, down: priority.down.sql }
          - id: reembed
            use: knowledge.reembed
            target: helpdesk
            with: { collection: articles, embedder: large }
        checks:
          before:
            - { name: there are tickets, target: app, query: "select count(*) from ticket", expect: 2, critical: true }
          after:
            - { name: every ticket has a priority, target: app, query: "select count(*) from ticket where priority is null", expect: 0, critical: true }
        """);
    write(
        "migrations/002_switch/priority.up.sql",
        """
        alter table ticket add column priority integer;
        update ticket set priority = id;
        """);
    write("migrations/002_switch/priority.down.sql", "alter table ticket drop column priority;\n");
  }

  HelpDesk at(String state, String app) {
    variables.put("STATE_URL", state);
    variables.put("APP_URL", app);
    return this;
  }

  Path folder() {
    return folder;
  }

  HelpDesk write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Godwit open() {
    return Godwit.builder()
        .project(folder)
        .variables(name -> Optional.ofNullable(variables.get(name)))
        .build();
  }
}
