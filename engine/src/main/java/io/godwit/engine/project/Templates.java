package io.godwit.engine.project;

/** The texts of new files. */
final class Templates {

  private Templates() {}

  static String project(String system) {
    return """
    # What Godwit moves, and where it lives.
    system: %s

    # Every store that holds versioned state has a name here.
    targets:
      app:
        provider: data
        url: "jdbc:sqlite:app.db"
        default: true
      # knowledge:
      #   provider: knowledge
      #   url: "jdbc:sqlite:knowledge.db"
      # models:
      #   provider: model

    # What `--env production` changes; ${NAME} is an environment variable.
    # environments:
    #   production:
    #     state: { url: "${GODWIT_STATE_URL}" }
    #     targets: { app: { url: "${DATABASE_URL}" } }
    """
        .formatted(system);
  }

  static String up(NumberedName name, String date) {
    return """
    -- Version: %s
    -- Description: %s
    -- Date: %s

    """
        .formatted(name.number(), name.description(), date);
  }

  static String down(NumberedName name, String date) {
    return """
    -- Rollback for: %s
    -- Date: %s

    """
        .formatted(name.stem(), date);
  }

  static String manifest(NumberedName name, String date) {
    return """
    id: %s
    to: "%s"
    description: %s
    date: %s
    # depends-on: [another-migration]

    steps:
      - id: schema
        use: data.sql
        with: { up: schema.up.sql, down: schema.down.sql }

    # checks:
    #   after:
    #     - { name: no row is lost, query: "select count(*) from ...", expect: 0 }
    """
        .formatted(name.id(), name.number(), name.description(), date);
  }
}
