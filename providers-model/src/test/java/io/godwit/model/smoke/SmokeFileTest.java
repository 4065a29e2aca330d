package io.godwit.model.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.file.FileTree;
import io.godwit.model.inspect.LocalTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("F2: what an author writes for a smoke test is read, and what is compared is near")
final class SmokeFileTest {

  @TempDir Path folder;

  private FileTree file(String text) throws IOException {
    return LocalTree.of(Files.writeString(folder.resolve("smoke.json"), text));
  }

  @Test
  void aFileIsRead() throws IOException {
    SmokeFile file =
        SmokeFile.read(
            file(
                """
                { "model": "onnx/model.onnx", "tolerance": { "relative": 0.5 },
                  "cases": [ { "name": "a",
                    "inputs": { "x": { "shape": [1, 2], "values": [1, true] } },
                    "outputs": { "y": { "shape": [], "values": ["NaN"] } } } ] }
                """));
    assertThat(file.model()).contains("onnx/model.onnx");
    assertThat(file.tolerance()).isEqualTo(new Tolerance(0, 0.5));
    SmokeCase only = file.cases().get(0);
    assertThat(only.inputs())
        .containsEntry("x", new SmokeTensor(List.of(1L, 2L), List.of(1L, true)));
    assertThat(only.outputs()).containsEntry("y", new SmokeTensor(List.of(), List.of("NaN")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[]; the file is no mapping",
        "{\"cases\": []}; it has no case",
        "{\"case\": []}; the file has 'case'; ",
        "{\"cases\": [{\"inputs\": {}, \"outputs\": {}}]}; cases[0] expects no output",
        "{\"cases\": [{\"outputs\": {\"y\": {}}}]}; cases[0].outputs.y.shape is no list",
        "{\"cases\": [{\"outputs\": {\"y\": {\"shape\": [2], \"values\": [1]}}}]}; wants 2 values, there are 1",
        "{\"cases\": [{\"outputs\": {\"y\": {\"shape\": [-1], \"values\": []}}}]}; has the shape [-1]",
        "{\"cases\": [{\"outputs\": {\"y\": {\"shape\": [1], \"values\": [[1]]}}}]}; in one list",
        "{\"cases\": [{\"outputs\": {\"y\": {\"shape\": [4294967296, 4294967296], \"values\": []}}}]}; no tensor",
        "{\"tolerance\": {\"absolute\": -1}, \"cases\": []}; not negative",
        "{\"cases\": 1, \"cases\": 2}; Duplicate",
        "{; no JSON",
      })
  void whatCannotBeRightIsRefused(String text, String why) throws IOException {
    FileTree file = file(text);
    assertThatThrownBy(() -> SmokeFile.read(file))
        .hasMessageContaining("GW-561 smoke.json")
        .hasMessageContaining(why);
  }

  @Test
  void whatIsNearIsAcceptedAndWhatIsNotIsNamedWithItsPlace() {
    SmokeTensor expected = new SmokeTensor(List.of(2L, 2L), List.of(1.0, 100.0, "NaN", 5L));
    SmokeTensor got = new SmokeTensor(List.of(2L, 2L), List.of(1.1, 111.0, Double.NaN, 6L));
    SmokeCase one = new SmokeCase("a", Map.of(), Map.of("y", expected));
    assertThat(one.differences(Map.of("y", got), new Tolerance(1, 0.1))).isEmpty();
    assertThat(one.differences(Map.of("y", got), new Tolerance(0.5, 0)))
        .containsExactly(
            "case 'a', output 'y': value [0,1] is 111.0, expected 100.0; value [1,1] is 6,"
                + " expected 5");
    assertThat(one.differences(Map.of(), new Tolerance(0, 0)).get(0)).contains("did not give it");
  }

  @Test
  void infinitiesAndTextsAreNearThemselvesOnly() {
    Tolerance wide = new Tolerance(1e300, 1);
    assertThat(wide.accepts("Infinity", Double.POSITIVE_INFINITY)).isTrue();
    assertThat(wide.accepts("Infinity", Double.NEGATIVE_INFINITY)).isFalse();
    assertThat(wide.accepts(1.0, Double.POSITIVE_INFINITY)).isFalse();
    assertThat(wide.accepts(1.0, Double.NaN)).isFalse();
    assertThat(wide.accepts("a", "b")).isFalse();
    assertThat(wide.accepts(true, false)).isFalse();
    assertThat(wide.accepts("one", 1L)).isFalse();
    assertThat(new Tolerance(0, 0).accepts(9007199254740993L, 9007199254740992L)).isFalse();
  }
}
