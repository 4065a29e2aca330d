package io.godwit.engine.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.engine.config.Bound;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaffoldTest {

  private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");

  @TempDir Path directory;
  private final Scaffold scaffold = new Scaffold(InstantSource.fixed(NOW));

  @Test
  void aNewProjectIsReadWithoutFault() throws IOException {
    assertThat(scaffold.init(directory.resolve("my desk!")))
        .containsExactly("godwit.yaml", "migrations/.gitkeep", ".gitignore");

    Project project = read(directory.resolve("my desk!"));

    assertThat(project.config().system()).isEqualTo("my-desk-");
    assertThat(project.config().targets()).hasSize(1);
    assertThat(directory.resolve("my desk!/.gitignore")).hasContent(".godwit/\n");
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Files.writeString(directory.resolve(".gitignore"), "target/");
    scaffold.init(directory);
    Files.writeString(directory.resolve("godwit.yaml"), "mine");

    assertThat(directory.resolve(".gitignore")).hasContent("target/\n.godwit/\n");
    assertCode(ConfigError.ALREADY_THERE, () -> scaffold.init(directory));
    assertThat(directory.resolve("godwit.yaml")).hasContent("mine");
    assertThat(directory.resolve(".gitignore")).hasContent("target/\n.godwit/\n");
  }

  @Test
  void newMigrationsAreNumberedAsTheOnesThatAreThere() throws IOException {
    scaffold.init(directory);

    assertThat(create("Create tickets"))
        .containsExactly(
            "migrations/001_create_tickets.up.sql", "migrations/001_create_tickets.down.sql");
    Files.createFile(directory.resolve("migrations/0041_wide.up.sql"));
    assertThat(create("split-address").get(0)).isEqualTo("migrations/0042_split_address.up.sql");
    assertThat(read(directory).migrations()).hasSize(3);
  }

  @Test
  void whereTheLastHasATimestampSoDoesTheNext() throws IOException {
    scaffold.init(directory);
    Files.createFile(directory.resolve("migrations/20260831000000_a.up.sql"));

    assertThat(create("b").get(0)).isEqualTo("migrations/20260901120000_b.up.sql");
    assertThat(create("c").get(0)).isEqualTo("migrations/20260901120001_c.up.sql");
  }

  @Test
  void aHybridMigrationIsReadWithoutFault() {
    scaffold.init(directory);

    assertThat(scaffold.create(directory, "migrations", "switch embedder", List.of(), true))
        .first()
        .isEqualTo("migrations/001_switch_embedder/migration.yaml");
    assertThat(read(directory).migrations().get(0).id()).hasToString("switch-embedder");
    assertThat(read(directory).migrations().get(0).path().to()).hasToString("001");
  }

  @Test
  void aNameThatIsNoneOrIsTakenIsRefused() {
    scaffold.init(directory);
    create("a b");

    assertCode(ConfigError.ALREADY_THERE, () -> create("a-b"));
    assertCode(ConfigError.BAD_VALUE, () -> create("../../etc/passwd"));
    assertCode(ConfigError.BAD_VALUE, () -> create(" "));
    assertCode(ConfigError.BAD_VALUE, () -> create("x".repeat(101)));
  }

  private List<String> create(String words) {
    return scaffold.create(directory, "migrations", words, List.of(), false);
  }

  private static Project read(Path directory) {
    return new ProjectReader(name -> Optional.empty(), new Secrets())
        .read(directory, Optional.empty(), Bound.of(List.of()))
        .orThrow();
  }

  private static void assertCode(ConfigError code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
