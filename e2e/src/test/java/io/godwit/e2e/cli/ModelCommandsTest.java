package io.godwit.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.godwit.e2e.cli.CommandLine.Said;
import io.godwit.model.file.Shape;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("F2, F4: the commands of a registry of models tell, compare, check and export")
final class ModelCommandsTest {

  @TempDir Path project;
  private CommandLine godwit;

  @BeforeEach
  void twoVersionsOfOneModel() throws IOException {
    Files.writeString(
        project.resolve("godwit.yaml"),
        "system: shop\ntargets:\n  models: { provider: model, default: true }\n");
    godwit = new CommandLine(project);
    model("files/v1", 1f, 2f);
    model("files/v2", 1f, 5f);
    model("files/nan", 1f, Float.NaN);
    migration("001_first", "1.0.0", "files/v1, alias: champion, license: MIT");
    migration("002_second", "2.0.0", "files/v2, source: run 7");
    assertThat(godwit.run("up", "--yes").exit()).isZero();
  }

  private void model(String folder, float... values) throws IOException {
    Path path = Files.createDirectories(project.resolve(folder)).resolve("model.safetensors");
    try (OutputStream out = Files.newOutputStream(path)) {
      new SafetensorsWriter().add("w", Shape.of(values.length), values).writeTo(out);
    }
  }

  private void migration(String folder, String version, String from) throws IOException {
    Files.createDirectories(project.resolve("migrations").resolve(folder));
    Files.writeString(
        project.resolve("migrations").resolve(folder).resolve("migration.yaml"),
        """
        id: %s
        to: %s
        steps:
          - id: ranker
            use: model.publish
            target: models
            with: { model: ranker, version: %s, from: ../../%s }
        """
            .formatted(folder.substring(4), version, version, from));
  }

  private JsonNode json(int exit, String... typed) throws IOException {
    String[] words = new String[typed.length + 1];
    System.arraycopy(typed, 0, words, 0, typed.length);
    words[typed.length] = "--json";
    Said said = godwit.run(words);
    assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(exit);
    return JsonMapper.builder().build().readTree(said.out());
  }

  @Test
  void listShowsEachVersionWithItsAliases() throws IOException {
    JsonNode rows = json(0, "models", "list").path("rows");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).path("model").asText()).isEqualTo("ranker");
    assertThat(rows.get(0).path("version").asText()).isEqualTo("1.0.0");
    assertThat(rows.get(0).path("aliases").get(0).asText()).isEqualTo("champion");
    assertThat(rows.get(1).path("published_at").asText()).endsWith("Z");

    assertThat(json(0, "models", "list", "--model", "reader").path("rows")).isEmpty();
    assertThat(godwit.run("models", "list").out()).contains("published at", "2.0.0", "champion");
  }

  @Test
  void showTellsLineageFilesAndTensors() throws IOException {
    JsonNode shown = json(0, "models", "show", "ranker:champion");
    assertThat(shown.path("version").asText()).isEqualTo("1.0.0");
    assertThat(shown.path("parameters").asLong()).isEqualTo(2);
    assertThat(shown.path("lineage").path("license").asText()).isEqualTo("MIT");
    assertThat(shown.path("lineage").path("checked_at").asText()).endsWith("Z");
    assertThat(shown.path("tensors").get(0).path("type").asText()).isEqualTo("F32");
    assertThat(shown.path("tensors").get(0).path("shape").asText()).isEqualTo("[2]");

    Said text = godwit.run("models", "show", "ranker@2.0.0");
    assertThat(text.exit()).isZero();
    assertThat(text.out()).contains("source run 7", "model.safetensors");
  }

  @Test
  void diffNamesWhatChangedAndByHowMuch() throws IOException {
    JsonNode found = json(0, "models", "diff", "ranker@1.0.0", "ranker@2.0.0");
    assertThat(found.path("same").asLong()).isZero();
    assertThat(found.path("changes")).hasSize(1);
    JsonNode change = found.path("changes").get(0);
    assertThat(change.path("change").asText()).isEqualTo("values");
    assertThat(change.path("values").asLong()).isEqualTo(1);
    assertThat(change.path("norm").asDouble()).isEqualTo(3);

    assertThat(json(0, "models", "diff", "ranker:champion", "ranker@1.0.0").path("changes"))
        .isEmpty();
  }

  @Test
  void checkLooksThroughPlainFilesAndPublishedVersions() throws IOException {
    assertThat(json(0, "models", "check", "files/v1", "--full").path("good").asBoolean()).isTrue();
    assertThat(json(0, "models", "check", "ranker:champion", "--full").path("tensors").asLong())
        .isEqualTo(1);

    JsonNode bad = json(4, "models", "check", "files/nan", "--full");
    assertThat(bad.path("faults").get(0).path("code").asText()).isEqualTo("GW-550");
    assertThat(json(0, "models", "check", "files/nan").path("good").asBoolean()).isTrue();
    json(0, "models", "check", "files/nan", "--full", "--allow", "w");

    Files.write(project.resolve("cut.safetensors"), new byte[] {9, 0, 0, 0, 0, 0, 0, 0, '{'});
    JsonNode cut = json(4, "models", "check", "cut.safetensors").path("faults").get(0);
    assertThat(cut.path("code").asText()).isEqualTo("GW-510");
    assertThat(cut.path("file").asText()).isEqualTo("cut.safetensors");
    assertThat(godwit.run("models", "check", "cut.safetensors").out()).contains("GW-510");
  }

  @Test
  void filesAreCheckedWhereNoProjectIsAndVersionsAreNot() throws IOException {
    Files.delete(project.resolve("godwit.yaml"));
    assertThat(json(0, "models", "check", "files/v1", "--full").path("good").asBoolean()).isTrue();
    assertThat(json(4, "models", "check", "files/nan", "--full").path("good").asBoolean())
        .isFalse();
    refused("GW-5", "there is no file or folder", "check", "files/v3");
    refused("GW-1", "go into a project that has one", "check", "ranker:champion");
    refused("GW-1", "go into a project that has one", "list");
    assertThat(godwit.run("models", "check", "files/v1", "--project", "files").err())
        .contains("There is no godwit.yaml in files");
    assertThat(godwit.run("models", "check", "--help").out()).contains("MODEL@VERSION");
  }

  @Test
  void exportLaysAVersionOutAsPlainFilesAndNeverOverOthers() throws IOException {
    JsonNode written = json(0, "models", "export", "ranker:champion", "served").path("written");
    assertThat(written.path("files").asLong()).isEqualTo(1);
    assertThat(project.resolve("served/model.safetensors"))
        .hasSameBinaryContentAs(project.resolve("files/v1/model.safetensors"));

    Said again = godwit.run("models", "export", "ranker@2.0.0", "served", "--yes");
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("GW-6", "served");
    assertThat(project.resolve("served/model.safetensors"))
        .hasSameBinaryContentAs(project.resolve("files/v1/model.safetensors"));
  }

  @Test
  void whatIsNotThereIsSaidWithWhatIs() {
    refused("GW-541", "it has [1.0.0, 2.0.0]", "show", "ranker@3.0.0");
    refused("GW-541", "it has [champion]", "show", "ranker:best");
    refused("GW-541", "say ranker@VERSION or ranker:ALIAS", "show", "ranker");
    refused("GW-541", "names no version", "show", "ranker@");
    refused("GW-541", "names no version", "diff", "../x@1", "ranker@1.0.0");
    refused("GW-541", "has no version 9", "check", "reader@9");
    refused("GW-541", "there is no file or folder", "check", "files/v3");
    refused("GW-541", "has no version 9", "export", "ranker@9", "out");
    assertThat(project.resolve("out")).doesNotExist();
  }

  private void refused(String code, String text, String... typed) {
    String[] words = new String[typed.length + 1];
    words[0] = "models";
    System.arraycopy(typed, 0, words, 1, typed.length);
    Said said = godwit.run(words);
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains(code, text);
  }
}
