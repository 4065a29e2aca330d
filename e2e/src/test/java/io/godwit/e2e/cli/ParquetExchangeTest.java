package io.godwit.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.godwit.e2e.cli.CommandLine.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F1: a collection goes from one project to another as Parquet files")
final class ParquetExchangeTest {

  @TempDir Path folder;

  @Test
  void whatIsExportedAndCopiedElsewhereIsTheSameAndGoesAgain() throws IOException {
    CommandLine one =
        project("one", "use: knowledge.import, with: { collection: c, from: docs, embedder: e }");
    Path docs = Files.createDirectories(folder.resolve("one/migrations/001_first/docs"));
    Files.writeString(docs.resolve("a.md"), "# A\n\nRefunds take five days.\n");
    Files.writeString(docs.resolve("b.md"), "# B\n\nParcels leave at noon.\n");
    demandDone(one.run("up", "--yes"));
    demandDone(
        one.run(
            "knowledge", "export", "c", folder.resolve("vdf").toString(), "--format", "parquet"));

    CommandLine two = project("two", "use: knowledge.copy, with: { collection: c, from: files }");
    demandDone(two.run("up", "--yes"));
    assertThat(digest(two)).isEqualTo(digest(one));

    demandDone(two.run("down", "--yes"));
    assertThat(digest(two)).isNotEqualTo(digest(one));
  }

  private CommandLine project(String name, String step) throws IOException {
    Path project = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        project.resolve("godwit.yaml"),
        """
        system: %s
        targets:
          help:  { provider: knowledge, url: "jdbc:sqlite:help.db", default: true }
          files: { provider: parquet, folder: ../vdf }
        embedders:
          e: { provider: hashing, dimension: 32 }
        """
            .formatted(name));
    Path migration = Files.createDirectories(project.resolve("migrations/001_first"));
    Files.writeString(
        migration.resolve("migration.yaml"),
        "id: first\nto: 1.0.0\nsteps:\n  - { id: only, target: help, %s }\n".formatted(step));
    return new CommandLine(project);
  }

  private static void demandDone(Said said) {
    assertThat(said.exit()).as(said.out() + said.err()).isZero();
  }

  private static String digest(CommandLine project) throws IOException {
    JsonNode status =
        JsonMapper.builder().build().readTree(project.run("status", "--digest", "--json").out());
    for (JsonNode target : status.path("targets")) {
      if (target.path("name").asText().equals("help")) {
        return target.path("digest").asText();
      }
    }
    throw new AssertionError(status.toString());
  }
}
