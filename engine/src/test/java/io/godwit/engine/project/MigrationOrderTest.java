package io.godwit.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.Fault;
import io.godwit.engine.config.ConfigError;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("B6: dependencies are resolved in order, and wrong ones found before anything runs")
class MigrationOrderTest {

  @TempDir Path directory;
  private ProjectFolder project;

  @BeforeEach
  void project() {
    project = new ProjectFolder(directory);
  }

  @Test
  void whatIsDependedOnComesFirstAndTheRestByNumber() {
    project
        .pair("001_a", "-- Dependencies: 004_d")
        .pair("002_b", "")
        .pair("003_c", "-- Dependencies: b")
        .pair("004_d", "");

    assertThat(project.ids()).containsExactly("b", "c", "d", "a");
  }

  @Test
  void aMigrationIsCalledByIdNumberNameOrDescription() {
    project
        .pair("001_create_tickets", "")
        .pair("002_data_backfill", "")
        .manifest("003_x", "id: own-id")
        .manifest(
            "010_y",
            "depends-on: [1, 001_create_tickets, create_tickets, backfill, 3, own-id, 003_x]");

    assertThat(project.migrations().get(3).dependsOn())
        .map(Object::toString)
        .containsExactly("create-tickets", "data-backfill", "own-id");
  }

  @Test
  void anIdIsMeantBeforeADescription() {
    project
        .pair("001_data_users", "")
        .pair("002_users", "")
        .pair("003_c", "-- Dependencies: users");

    assertThat(project.migrations().get(2).dependsOn())
        .map(Object::toString)
        .containsExactly("users");
  }

  @Test
  void aDependencyThatIsNotThereNamesTheNearestOneAndItsPlace() {
    project
        .pair("001_create_tickets", "")
        .manifest("002_b", "description: x\ndepends-on:\n  - create-ticket\n");

    Fault fault = project.faults().get(0);

    assertThat(fault.toString())
        .startsWith("GW-122 migrations/002_b/migration.yaml:3:5: ")
        .contains("did you mean 'create-tickets'?");
  }

  @Test
  void aDependencyThatMayMeanTwoIsAFault() {
    project
        .pair("001_data_users", "")
        .pair("002_schema_users", "")
        .pair("003_c", "-- Dependencies: users");

    assertThat(project.faults().get(0).message()).contains("data-users or schema-users");
  }

  @Test
  void everyCircleIsNamedInFull() {
    project
        .pair("001_a", "-- Dependencies: c")
        .pair("002_b", "-- Dependencies: a")
        .pair("003_c", "-- Dependencies: b")
        .pair("004_d", "-- Dependencies: d")
        .pair("005_e", "-- Dependencies: a");

    assertThat(project.faults())
        .extracting(Fault::message)
        .containsExactly(
            "These migrations depend on one another in a circle: a → c → b → a; break it.",
            "These migrations depend on one another in a circle: d → d; break it.");
  }

  @Test
  void twoMigrationsOfOneIdAreAFaultThatSaysWhatToDo() {
    project.pair("001_create_tickets", "").manifest("002_b", "id: create-tickets");

    Fault fault = project.faults().get(0);

    assertThat(fault.code()).isEqualTo(ConfigError.DUPLICATE_ID);
    assertThat(fault.toString())
        .startsWith("GW-120 migrations/002_b/migration.yaml: ")
        .contains("migrations/001_create_tickets.up.sql")
        .contains("'id:'");
  }

  @Test
  void twoMigrationsOfOneNumberOrOneVersionAreFaults() {
    project
        .pair("001_a", "")
        .pair("1_b", "")
        .manifest("002_c", "to: 2.0.0")
        .manifest("003_d", "to: 2.0.0");

    assertThat(project.faults())
        .extracting(Fault::code)
        .containsExactly(ConfigError.DUPLICATE_VERSION, ConfigError.DUPLICATE_VERSION);
    assertThat(project.faults().get(1).message()).contains("both lead to version 2.0.0");
  }
}
