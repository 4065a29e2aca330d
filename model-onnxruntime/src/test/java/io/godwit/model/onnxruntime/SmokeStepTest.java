package io.godwit.model.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.Godwit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("F2: a model is published only if it gives what its author expects")
final class SmokeStepTest {

  @TempDir Path project;

  @BeforeEach
  void writeProject() throws IOException {
    write("godwit.yaml", "system: shop\ntargets:\n  models: { provider: model, default: true }\n");
    migration("publish", "from: ../../model");
    Files.createDirectories(project.resolve("model"));
    Files.write(project.resolve("model/model.onnx"), TinyOnnx.times(2, 10));
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(project.resolve(path).getParent());
    Files.writeString(project.resolve(path), text);
  }

  private void migration(String step, String settings) throws IOException {
    write(
        "migrations/001_" + step + "/migration.yaml",
        """
        id: %s
        to: 1.0.0
        steps:
          - id: scale
            use: model.%s
            target: models
            with: { model: scale, version: 1.0.0, smoke: smoke.json, %s }
        """
            .formatted(step, step, settings));
  }

  private void smoke(String input, String output) throws IOException {
    write(
        "migrations/001_publish/smoke.json",
        """
        { "tolerance": { "absolute": 0.001 },
          "cases": [
            { "name": "two numbers",
              "inputs": { "x": { "shape": [2], "values": %s } },
              "outputs": { "y": { "shape": [2], "values": %s } } } ] }
        """
            .formatted(input, output));
  }

  private <R> R in(Function<Godwit, R> work) {
    try (Godwit godwit =
        Godwit.builder().project(project).variables(name -> Optional.empty()).build()) {
      return work.apply(godwit);
    }
  }

  private RunReport up() {
    return in(godwit -> godwit.up(Optional.empty(), Consent.NONE));
  }

  private Map<String, String> holds() {
    return in(godwit -> godwit.status(false).targets().get(0).holds());
  }

  private void refused(String... texts) {
    RunReport report = up();
    assertThat(report.ending()).isEqualTo(Ending.FAILED);
    assertThat(report.message()).contains("GW-562").contains(texts);
    assertThat(holds()).isEmpty();
  }

  @Test
  void whatGivesTheExpectedOutputIsPublished() throws IOException {
    smoke("[1.5, 2]", "[3.0005, 20]");
    assertThat(up().ending()).isEqualTo(Ending.DONE);
    assertThat(holds()).containsKey("scale@1.0.0");
  }

  @Test
  void whatGivesAnotherIsRefusedWithItsValue() throws IOException {
    smoke("[1.5, 2]", "[3, 21]");
    refused("case 'two numbers', output 'y': value [1] is 20.0, expected 21");
  }

  @Test
  void anInputThatTheModelDoesNotTakeIsRefused() throws IOException {
    smoke("[\"a\", 2]", "[3, 20]");
    refused("input 'x' is of type FLOAT");
    smoke("[1, 2] }, \"z\": { \"shape\": [1], \"values\": [1]", "[3, 20]");
    refused("there is no input 'z'; there are [x]");
  }

  @Test
  void aModelThatCannotBeRunIsRefused() throws IOException {
    smoke("[1, 2]", "[1, 2]");
    Files.write(project.resolve("model/model.onnx"), TinyOnnx.same(99));
    refused("ONNX Runtime says");
  }

  @Test
  void weightsBesideTheModelAreTakenAlong() throws IOException {
    smoke("[1, 2]", "[4, 14]");
    Files.write(project.resolve("model/model.onnx"), TinyOnnx.timesBeside());
    Files.write(project.resolve("model/w.data"), TinyOnnx.little(4, 7));
    assertThat(up()).extracting(RunReport::message, RunReport::ending).contains(Ending.DONE);
  }

  @Test
  void aGateRunsWhatIsPublished() throws IOException {
    smoke("[1, 2]", "[2, 20]");
    assertThat(up().ending()).isEqualTo(Ending.DONE);
    write(
        "migrations/002_check/migration.yaml",
        """
        id: check
        to: 2.0.0
        steps:
          - id: scale
            use: model.check
            target: models
            with: { model: scale, version: 1.0.0, smoke: wrong.json }
        """);
    write(
        "migrations/002_check/wrong.json",
        "{\"cases\": [{\"inputs\": {\"x\": {\"shape\": [2], \"values\": [1, 2]}},"
            + " \"outputs\": {\"y\": {\"shape\": [1, 2], \"values\": [2, 20]}}}]}");
    RunReport report = up();
    assertThat(report.ending()).isEqualTo(Ending.FAILED);
    assertThat(report.message())
        .contains("case 'cases[0]', output 'y': the shape is [2], expected [1, 2]");
    assertThat(report.release()).contains("1.0.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1; [0.5, \"-Infinity\"]",
        "2; [0, 255]",
        "3; [-128, 127]",
        "5; [-32768, 7]",
        "6; [-5, 2147483647]",
        "7; [-5, 9007199254740993]",
        "8; [\"one\", \"zwei\"]",
        "9; [true, false]",
        "10; [0.5, -2]",
        "11; [1e-300, \"NaN\"]",
        "16; [1, -2.5]"
      })
  void eachTypeGoesInAndComesOut(int type, String values) throws IOException {
    smoke(values, values);
    Files.write(project.resolve("model/model.onnx"), TinyOnnx.same(type));
    assertThat(up()).extracting(RunReport::message, RunReport::ending).contains(Ending.DONE);
  }
}
