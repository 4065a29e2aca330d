package io.godwit.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.api.name.TargetName;
import io.godwit.engine.config.Bound;
import io.godwit.engine.config.ConfigError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

  @TempDir Path directory;
  private ProjectFolder project;

  @BeforeEach
  void project() {
    project = new ProjectFolder(directory);
  }

  @Test
  @DisplayName("F7: the settings of versioning.migrations have the defaults that were asked for")
  void defaults() {
    ProjectConfig config = config(Optional.empty()).orThrow();

    ProjectConfig.Migrations migrations = config.versioning().migrations();
    assertThat(migrations.enabled()).isTrue();
    assertThat(migrations.engine()).isEqualTo(ProjectConfig.Engine.DATABASE);
    assertThat(migrations.validation().preMigration()).isTrue();
    assertThat(migrations.validation().postMigration()).isTrue();
    assertThat(migrations.rollback()).isEqualTo(new ProjectConfig.Rollback(true, 3));
    assertThat(config.stateUrl()).isEqualTo("jdbc:sqlite:.godwit/state.db");
    assertThat(config.repository().url()).isEqualTo(".godwit/repository");
  }

  @Test
  @DisplayName("F7: each of these settings can be changed under its exact name")
  void exactKeys() {
    project.write(
        "godwit.yaml",
        """
        system: desk
        versioning:
          migrations:
            enabled: false
            engine: in-memory
            validation: { pre_migration: false, post_migration: false }
            rollback: { enabled: false, max_attempts: 5 }
        """);

    ProjectConfig config = config(Optional.empty()).orThrow();

    assertThat(config.versioning().migrations().enabled()).isFalse();
    assertThat(config.versioning().migrations().validation().preMigration()).isFalse();
    assertThat(config.versioning().migrations().validation().postMigration()).isFalse();
    assertThat(config.versioning().migrations().rollback())
        .isEqualTo(new ProjectConfig.Rollback(false, 5));
    assertThat(config.stateUrl()).isEqualTo("memory");
  }

  @Test
  void theExampleOfTheDesignIsRead() {
    project.write(
        "godwit.yaml",
        """
        system: helpdesk
        state:      { url: "jdbc:sqlite:.godwit/state.db" }
        repository: { url: ".godwit/repository" }
        targets:
          app:      { provider: data, url: "jdbc:sqlite:app.db", default: true }
          helpdesk: { provider: knowledge, url: "jdbc:sqlite:knowledge.db" }
          models:   { provider: model }
          settings: { provider: config, files: [config/app.toml] }
        embedders:
          small: { provider: hashing, dimension: 256 }
          bge:   { provider: openai, url: "http://localhost:8080/v1", key: "${EMBEDDER_KEY}" }
        versioning:
          migrations: { validation: { pre_migration: true }, rollback: { enabled: true } }
        environments:
          production:
            state: { url: "${GODWIT_STATE_URL}" }
            targets: { app: { url: "${DATABASE_URL}" } }
        """);

    ProjectConfig config = config(Optional.empty()).orThrow();

    assertThat(config.targets()).hasSize(4);
    assertThat(target(config, "app").byDefault()).isTrue();
    assertThat(target(config, "settings").settings().plain())
        .isEqualTo(Map.of("files", List.of("config/app.toml")));
    // What only an embedder needs is asked for when that embedder is opened.
    assertThat(config.embedders().get("bge")).isNotNull();
    assertThat(String.valueOf(config.embedders())).contains("${EMBEDDER_KEY}");
  }

  @Test
  void anEnvironmentIsLaidOverTheRestKeyByKey() {
    project.write(
        "godwit.yaml",
        ProjectFolder.CONFIG
            + """
            environments:
              production:
                state: { url: "${STATE}" }
                targets: { app: { url: "${DB}" } }
            """);
    project.environment.put("STATE", "jdbc:postgresql://svc:pw-12345@state/x");
    project.environment.put("DB", "jdbc:postgresql://db/app");

    ProjectConfig config = config(Optional.of("production")).orThrow();

    assertThat(config.state().url()).isEqualTo("jdbc:postgresql://svc:pw-12345@state/x");
    assertThat(target(config, "app").byDefault()).isTrue();
    assertThat(target(config, "app").settings().plain())
        .isEqualTo(Map.of("url", "jdbc:postgresql://db/app"));
    assertThat(project.secrets.redact("no answer, password pw-12345"))
        .isEqualTo("no answer, password ***");
  }

  @Test
  void anUnknownEnvironmentNamesTheNearestOne() {
    project.write(
        "godwit.yaml", ProjectFolder.CONFIG + "environments: { production: {}, staging: {} }\n");

    Fault fault = config(Optional.of("prodution")).faults().get(0);

    assertThat(fault.code()).isEqualTo(ConfigError.UNKNOWN_ENVIRONMENT);
    assertThat(fault.message()).contains("did you mean 'production'?");
  }

  @Test
  @DisplayName("A11: environment variables override whatever the files say")
  void variablesOverride() {
    project.environment.putAll(
        Map.of(
            "MIGRATION_PATH", "db/changes",
            "BACKUP_PATH", "/var/backups/${x}",
            "VALIDATION_TIMEOUT", "1500",
            "INTEGRITY_CHECK_LEVEL", "quick",
            "ENABLE_METRICS", "false",
            "ENABLE_LOGGING", " "));

    ProjectConfig config = config(Optional.empty()).orThrow();

    assertThat(config.versioning().migrations().path()).isEqualTo("db/changes");
    assertThat(config.repository().url()).isEqualTo("/var/backups/${x}");
    assertThat(config.versioning().migrations().validation().timeout())
        .isEqualTo(Duration.ofMillis(1500));
    assertThat(config.observability().metrics()).isFalse();
    assertThat(config.observability().logging()).isTrue();
  }

  @Test
  @DisplayName("A11: a wrong value of a variable is reported with the variable's name")
  void wrongVariable() {
    project.environment.put("VALIDATION_TIMEOUT", "soon");

    Fault fault = config(Optional.empty()).faults().get(0);

    assertThat(fault.toString())
        .startsWith("GW-112 environment variable VALIDATION_TIMEOUT: ")
        .contains("a duration");
  }

  @Test
  void aFolderWithoutConfigurationSaysHowToMakeOne() throws IOException {
    Files.delete(directory.resolve("godwit.yaml"));

    Fault fault = config(Optional.empty()).faults().get(0);

    assertThat(fault.code()).isEqualTo(ConfigError.NO_PROJECT);
    assertThat(fault.message()).contains("godwit init");
    assertThat(project.faults()).hasSize(1);
  }

  @Test
  void aFolderThatIsNotThereIsAFault() {
    assertThat(
            project
                .reader()
                .read(directory.resolve("none"), Optional.empty(), Bound.of(List.of()))
                .faults())
        .extracting(Fault::code)
        .containsExactly(ConfigError.MISSING_FILE);
  }

  @Test
  void twoDefaultTargetsOfOneProviderAreAFault() {
    project.write(
        "godwit.yaml",
        """
        system: s
        targets:
          a: { provider: data, default: true }
          b: { provider: data, default: true }
        """);

    Fault fault = config(Optional.empty()).faults().get(0);

    assertThat(fault.code()).isEqualTo(ConfigError.BAD_VALUE);
    assertThat(fault.place()).contains(new Place("godwit.yaml", 4, 6));
  }

  @Test
  void noSecretStandsInAFault() {
    project.write("godwit.yaml", "system: desk\nobservability: { metrics: '${SECRET}' }\n");
    project.environment.put("SECRET", "hunter2hunter2");

    assertThat(config(Optional.empty()).faults().toString()).doesNotContain("hunter2");
  }

  private Bound<ProjectConfig> config(Optional<String> overlay) {
    return project.reader().config(directory, overlay);
  }

  private static ProjectConfig.TargetConfig target(ProjectConfig config, String name) {
    return Optional.ofNullable(config.targets().get(new TargetName(name))).orElseThrow();
  }
}
