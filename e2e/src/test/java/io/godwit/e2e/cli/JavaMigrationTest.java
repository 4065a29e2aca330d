package io.godwit.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.e2e.cli.CommandLine.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migration of docs/java-migrations.md, in a jar in {@code plugins/}. */
@DisplayName("B2: a migration in a jar, on the command line")
final class JavaMigrationTest {

  private static final Path GUIDE = Path.of("../docs/java-migrations.md");
  private static final String NAME = "org.acme.AddRegions";
  private static final String PLACE = "plugins/regions.jar!" + NAME;

  @TempDir Path outside;
  private Path project;
  private CommandLine godwit;
  private String source = "";
  private int jars;

  @BeforeEach
  void aProjectWithOneFileAndOneJar() throws IOException {
    project = outside.resolve("project");
    write(
        "godwit.yaml",
        "system: desk\ntargets:\n  app: { provider: data, url: \"jdbc:sqlite:app.db\" }\n");
    write(
        "migrations/001_create_person.up.sql",
        """
        create table person (id integer primary key, name text);
        insert into person values (1, 'Ada');
        """);
    write("migrations/001_create_person.down.sql", "drop table person;\n");
    godwit = new CommandLine(project);
    String guide = Files.readString(GUIDE);
    int begin = guide.indexOf("```java\n") + "```java\n".length();
    source = guide.substring(begin, guide.indexOf("```", begin));
    jar("regions.jar", source);
  }

  @Test
  @DisplayName("B2: it is seen, planned, run, shown and taken back like a file")
  void likeAFile() {
    Said status = good("status", "--json");
    assertThat(status.out()).contains("add-regions", "create-person", "\"data\"");
    assertThat(good("validate").exit()).isZero();
    assertThat(good("plan").out())
        .contains("add-regions", "create table visit_north", PLACE + "/north.up.sql");
    good("doctor");
    assertThat(project.resolve("app.db")).doesNotExist();

    good("up");

    assertThat(good("status", "--json").out()).contains("\"release\": \"2.0.0\"");
    assertThat(good("history").out()).contains("add-regions", "001 → 2.0.0");

    good("down");

    assertThat(good("status", "--json").out()).contains("\"release\": \"001\"");
    good("up");
  }

  @Test
  @DisplayName("A10: one that was changed after it ran is found, and its way back still works")
  void changed() throws IOException {
    good("up");
    jar("regions.jar", source.replace("public final class", "/* recompiled */ public final class"));
    assertThat(good("validate").exit()).as("other bytes that write the same").isZero();

    jar("regions.jar", source.replace("\"south\"", "\"south\", \"west\""));

    Said up = refused("GW-201", 4, "add-regions", PLACE);
    assertThat(up.err()).doesNotContain("west");
    assertThat(godwit.run("validate").exit()).isEqualTo(4);
    good("down");
    good("up");
    assertThat(godwit.run("plan").out()).doesNotContain("west");
  }

  @Test
  @DisplayName("A10: one that is gone after it ran is missed")
  void gone() throws IOException {
    good("up");
    Files.delete(project.resolve("plugins/regions.jar"));

    refused("GW-202", 4, "add-regions");
    good("down");
    good("up");
  }

  @Test
  @DisplayName("B2: one that throws is named with its line, and nothing is run")
  void throwing() throws IOException {
    jar(
        "regions.jar",
        source.replace(
            "for (String region",
            "if (true) throw new IllegalStateException(\"no regions\");\nfor" + " (String region"));

    refused("GW-131", 2, PLACE + ":23", "java.lang.IllegalStateException: no regions");
    assertThat(project.resolve("app.db")).doesNotExist();
  }

  @Test
  @DisplayName("B2: a step runs what lies beside the class in its jar")
  void resource() throws IOException {
    Path beside = outside.resolve("work2/classes/org/acme");
    Files.createDirectories(beside);
    Files.writeString(beside.resolve("seed.sql"), "insert into person values (2, 'Bob');\n");
    jar(
        "regions.jar",
        source.replace(
            "for (String region",
            "migration.resource(\"seed.sql\").step(\"seed\", \"data.sql\").with(\"up\", \"seed.sql\")"
                + ".with(\"down-sql\", \"delete from person where id = 2;\");\nfor (String region"));

    assertThat(good("plan").out()).contains(PLACE + "/seed.sql:1:1 insert into person");
    good("up");
    good("down");
  }

  @Test
  @DisplayName("B6: two jars with one number are named both")
  void twice() throws IOException {
    jar("others.jar", source);

    refused("GW-121", 2, PLACE, "plugins/others.jar!" + NAME);
  }

  @Test
  @DisplayName("B2: a new file gets a number after that of a class")
  void nextNumber() {
    assertThat(good("create", "add", "towns").out()).contains("003_add_towns.up.sql");
  }

  private Said good(String... typed) {
    Said said = godwit.run(typed);
    assertThat(said.exit()).as(said.err() + said.out()).isZero();
    return said;
  }

  private Said refused(String code, int exit, String... told) {
    Said up = godwit.run("up");
    assertThat(up.exit()).as(up.err()).isEqualTo(exit);
    assertThat(up.err()).contains(code).contains(told);
    return up;
  }

  private void jar(String name, String text) throws IOException {
    jars++;
    Path work = Files.createDirectories(outside.resolve("work" + jars));
    MigrationJar.write(project.resolve("plugins").resolve(name), work, NAME, text);
  }

  private void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }
}
