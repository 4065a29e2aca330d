package io.godwit.engine.project;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Key;
import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import io.godwit.api.name.TargetName;
import io.godwit.api.target.Verifiable;
import io.godwit.engine.config.Rest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code godwit.yaml} says, after the chosen environment was laid over it and environment
 * variables were filled in. The settings of embedders are as they were written, placeholders and
 * all: a secret that only an embedder needs is only asked for when that embedder is opened.
 */
public record ProjectConfig(
    @Doc("What the system is called: a state store serves one system.") String system,
    @Doc("Where Godwit keeps its journal and releases.") @Default("{}") State state,
    @Doc("Where artifacts and snapshots are kept.") @Default("{}") Store repository,
    @Doc("The stores that hold versioned state, by name.") Map<TargetName, TargetConfig> targets,
    @Doc("What turns text into vectors, by name.") Map<String, EmbedderConfig> embedders,
    @Doc("How migrations are run.") @Default("{}") Versioning versioning,
    @Doc("What the engine tells about itself.") @Default("{}") Observability observability,
    @Doc("Settings that --env NAME lays over the others, key by key.")
        Map<String, Setting.Mapping> environments) {

  /** Where a project's migrations are when it does not say. */
  static final String MIGRATIONS = "migrations";

  /** The URL of the state store; {@code memory} when the engine keeps nothing. */
  public String stateUrl() {
    return versioning.migrations.engine == Engine.IN_MEMORY ? "memory" : state.url;
  }

  /** The state store. */
  public record State(
      @Doc("A JDBC URL of SQLite or PostgreSQL, or memory.")
          @Default("jdbc:sqlite:.godwit/state.db")
          String url,
      @Doc("How long an engine that does not stir keeps others out; it stirs three times as often.")
          @Default("30s")
          Duration lease) {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    /** Refuses leases that would be lost between two heartbeats. */
    public State {
      if (lease.compareTo(SHORTEST_LEASE) < 0) {
        throw new IllegalArgumentException("lease has to be 1s or more");
      }
    }
  }

  /** The repository; what else is written there is for the storage that the URL names. */
  public record Store(
      @Doc("A folder, or the URL of a storage such as s3://bucket/prefix.")
          @Default(".godwit/repository")
          String url,
      @Doc("Where the root is: in the storage, or as a row in the state store.") @Default("storage")
          Register register,
      @Doc("How long what nothing needs is kept.") @Default("{}") Retention retention,
      @Rest Setting.Mapping options) {}

  /** Where the one value is that changes in a repository. */
  public enum Register {
    /** In the storage itself. */
    STORAGE,
    /** In the state store: for servers that cannot swap a value safely. */
    STATE
  }

  /** How long the repository keeps what is not published any more (A13). */
  public record Retention(
      @Doc("How long what is stored and not published is kept: longer than any upload takes.")
          @Default("3d")
          Duration uploads,
      @Doc("How long condemned bytes stay for those who are just reading them.") @Default("1d")
          Duration readers,
      @Doc("How many commits are kept at least, with all that was published then.") @Default("50")
          int commits,
      @Doc("How long commits are kept at least.") @Default("30d") Duration history) {

    /** Refuses what would delete what is in use. */
    public Retention {
      if (uploads.isNegative() || readers.isNegative() || history.isNegative() || commits < 1) {
        throw new IllegalArgumentException(
            "retention has times that are not negative, and commits of 1 or more");
      }
    }
  }

  /** A target; what else is written there is for its provider. */
  public record TargetConfig(
      @Doc("The word of the provider that opens it.") String provider,
      @Doc("Whether steps of its provider that name no target work on it.")
          @Key("default")
          @Default("false")
          boolean byDefault,
      @Rest Setting.Mapping settings,
      Place place) {}

  /** An embedder; what else is written there is for its provider. */
  public record EmbedderConfig(
      @Doc("The word of the provider that opens it.") String provider,
      @Rest Setting.Mapping settings) {}

  /** Room for more than migrations. */
  public record Versioning(@Default("{}") Migrations migrations) {}

  /** How migrations are run (F7). */
  public record Migrations(
      @Doc("Whether migrations may run at all.") @Default("true") boolean enabled,
      @Doc("Whether journal and releases outlive the process.") @Default("database") Engine engine,
      @Doc("The folder of the migrations, relative to the project.") @Default(MIGRATIONS)
          String path,
      @Doc("How long applying, publishing or undoing a step may take, retries included.")
          @Default("1h")
          Duration timeout,
      @Doc(
              "Whether a run captures the databases and stores that it touches before its first effect.")
          @Default("false")
          boolean backup,
      @Doc("Whether a migration may run that stands before one that is applied already.")
          @Default("true")
          boolean outOfOrder,
      @Doc("A file that each run writes with the schema of the databases, relative to the project.")
          Optional<String> schemaFile,
      @Default("{}") Validation validation,
      @Default("{}") Rollback rollback) {

    /** Refuses times that are none. */
    public Migrations {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("timeout has to be more than nothing");
      }
    }
  }

  /** Where the state of the engine is. */
  public enum Engine {
    /** In the state store. */
    DATABASE,
    /** In memory only: for tests and for embedders that keep nothing. */
    IN_MEMORY
  }

  /** What is asked before and after. */
  public record Validation(
      @Doc("Whether to validate before anything is touched.") @Key("pre_migration") @Default("true")
          boolean preMigration,
      @Doc("Whether to validate before readers see the change.")
          @Key("post_migration")
          @Default("true")
          boolean postMigration,
      @Doc("How long one phase of validation may take.") @Default("5m") Duration timeout,
      @Doc("How much `verify` looks at: quick, or full, which reads all rows and pages.")
          @Default("full")
          Verifiable.Depth level) {

    /** Refuses times that are none. */
    public Validation {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("timeout has to be more than nothing");
      }
    }
  }

  /** What happens when a run fails. */
  public record Rollback(
      @Doc("Whether a failed run is taken back.") @Default("true") boolean enabled,
      @Doc("How often a rollback is tried before a person is asked.")
          @Key("max_attempts")
          @Default("3")
          int maxAttempts) {

    /** Refuses numbers below 1. */
    public Rollback {
      if (maxAttempts < 1) {
        throw new IllegalArgumentException(
            "max_attempts has to be 1 or more; to do without rollback, set enabled to false");
      }
    }
  }

  /** What the engine tells about itself. */
  public record Observability(
      @Doc("Whether metrics are recorded.") @Default("true") boolean metrics,
      @Doc("Whether runs are logged.") @Default("true") boolean logging) {}
}
