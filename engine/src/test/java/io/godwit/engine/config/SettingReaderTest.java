package io.godwit.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.config.Setting;
import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingReaderTest {

  @Test
  void everySettingKnowsItsLineAndColumn() {
    Setting.Mapping root = mapping("system: desk\ntargets:\n  app: { url: x }\n  kb:\n    - one\n");

    Setting targets = root.get("targets").orElseThrow();
    assertThat(root.get("system").orElseThrow().place()).isEqualTo(new Place("f.yaml", 1, 9));
    assertThat(targets.place()).isEqualTo(new Place("f.yaml", 2, 1));
    assertThat(child(targets, "app").place()).isEqualTo(new Place("f.yaml", 3, 8));
    assertThat(child(targets, "kb").place()).isEqualTo(new Place("f.yaml", 4, 3));
  }

  @Test
  void whatLooksLikeANumberOrATruthValueStaysText() {
    assertThat(mapping("a: no\nb: 1.10\nc: 0777\nd: 2026-01-01\ne: ~\n").plain())
        .isEqualTo(Map.of("a", "no", "b", "1.10", "c", "0777", "d", "2026-01-01", "e", ""));
  }

  @Test
  void anEmptyFileIsAnEmptyMapping() {
    assertThat(mapping("").entries()).isEmpty();
    assertThat(mapping("# nothing but a comment\n").entries()).isEmpty();
    assertThat(mapping("---\n").entries()).isEmpty();
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreNoPartOfTheText() {
    byte[] bytes = "\uFEFFa: 1\r\nb: 2\r\n".getBytes(StandardCharsets.UTF_8);

    assertThat(SettingReader.read(bytes, "f.yaml").orThrow().plain())
        .isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void jsonIsReadWithTabsAndEscapes() {
    String json = "{\n\t\"a\":\t\"x\\/\\ud83d\\ude00\",\n\t\"b\": [1, true, null]\n}\n";

    Setting root = SettingReader.read(json, "plan.json").orThrow();

    assertThat(root.plain()).isEqualTo(Map.of("a", "x/😀", "b", List.of("1", "true", "")));
    assertThat(child(root, "b").place()).isEqualTo(new Place("plan.json", 3, 7));
  }

  @Test
  void allDuplicateKeysAreReportedWithTheirPlaces() {
    List<Fault> yaml = faults("a: 1\nb: { c: 1, c: 2 }\na: 2\n", "f.yaml");
    List<Fault> json = faults("{\"a\": 1,\n\"a\": 2}", "f.json");

    assertThat(yaml).extracting(Fault::code).containsOnly(ConfigError.DUPLICATE_KEY);
    assertThat(yaml).extracting(SettingReaderTest::where).containsExactly("2:12", "3:1");
    assertThat(json).extracting(SettingReaderTest::where).containsExactly("2:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: [1'                   | SYNTAX       | 1:6
          'a: é: b'                 | SYNTAX       | 1:5
          'a: @x'                   | SYNTAX       | 1:4
          'a: !!int 5'              | REFUSED_YAML | 1:4
          '!!java.net.URL [x]'      | REFUSED_YAML | 1:1
          '--- {a: 1}\n--- {b: 2}'  | REFUSED_YAML | 2:1
          'a: *b'                   | REFUSED_YAML | 1:4
          'a: &a [*a]'              | REFUSED_YAML | 1:8
          '{? [x] : 1}'             | REFUSED_YAML | 1:4
          'a: &a {x: 1}\nb: {<<: *a}' | REFUSED_YAML | 2:5
          """)
  void whatIsNoPlainDataIsRefusedWithItsPlace(String text, ConfigError code, String where) {
    List<Fault> faults = faults(text.replace("\\n", "\n"), "f.yaml");

    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).code()).isEqualTo(code);
    assertThat(where(faults.get(0))).isEqualTo(where);
  }

  @Test
  void controlCharactersAreRefusedWithTheirPlace() {
    Fault fault = faults("a: 1\nb: 😀\u0007\n", "f.yaml").get(0);

    assertThat(fault.code()).isEqualTo(ConfigError.SYNTAX);
    assertThat(where(fault)).isEqualTo("2:5");
    assertThat(fault.message()).contains("U+0007");
  }

  @ParameterizedTest
  @ValueSource(strings = {"f.yaml", "f.json"})
  void nestingIsBounded(String file) {
    assertThat(SettingReader.read("[".repeat(50) + "]".repeat(50), file).faults()).isEmpty();
    assertThat(code("[".repeat(51) + "]".repeat(51), file)).isEqualTo(ConfigError.REFUSED_YAML);
    assertThat(code("[".repeat(200_000), file)).isEqualTo(ConfigError.REFUSED_YAML);
  }

  @Test
  void aliasesAreCopiesUntilThereAreTooMany() {
    assertThat(mapping("a: &x {k: 1}\nb: *x\n").plain())
        .isEqualTo(Map.of("a", Map.of("k", "1"), "b", Map.of("k", "1")));
    StringBuilder laughs = new StringBuilder("l0: &l0 [ha, ha, ha, ha]\n");
    for (int i = 1; i < 30; i++) {
      laughs.append("l%d: &l%d [*l%d, *l%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(code(laughs.toString(), "f.yaml")).isEqualTo(ConfigError.REFUSED_YAML);
  }

  @Test
  void aliasesCannotNestDeeperThanAnythingElse() {
    StringBuilder deep = new StringBuilder("l0: &l0 x\n");
    for (int i = 1; i < 60; i++) {
      deep.append("l%d: &l%d [*l%d]\n".formatted(i, i, i - 1));
    }
    assertThat(code(deep.toString(), "f.yaml")).isEqualTo(ConfigError.REFUSED_YAML);
  }

  @Test
  void brokenUtf8IsRefusedWithItsLine() {
    byte[] bytes = "a: 1\nb: \u00fc\n".getBytes(StandardCharsets.ISO_8859_1);

    Fault fault = SettingReader.read(bytes, "f.yaml").faults().get(0);

    assertThat(fault.code()).isEqualTo(ConfigError.NOT_UTF8);
    assertThat(fault.place()).contains(new Place("f.yaml", 2, 0));
    assertThat(SettingReader.read(new byte[] {'a', (byte) 0xc3}, "f.yaml").faults()).hasSize(1);
  }

  @Test
  void aFileThatIsTooLargeIsNotParsed() {
    assertThat(SettingReader.read(new byte[SettingReader.LARGEST + 1], "f.yaml").faults())
        .extracting(Fault::code)
        .containsExactly(ConfigError.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": 1,}", "{\"a\" 1}", "{'a': 1}", "{\"a\": 01}", "{\"a\": NaN}"})
  void whatIsNoJsonIsRefused(String json) {
    assertThat(code(json, "f.json")).isEqualTo(ConfigError.SYNTAX);
  }

  @Test
  void twoJsonValuesAreRefused() {
    assertThat(code("{} {}", "f.json")).isEqualTo(ConfigError.REFUSED_YAML);
  }

  private static Setting.Mapping mapping(String text) {
    return SettingReader.readMapping(text.getBytes(StandardCharsets.UTF_8), "f.yaml").orThrow();
  }

  private static Setting child(Setting setting, String key) {
    return ((Setting.Mapping) setting).get(key).orElseThrow();
  }

  private static List<Fault> faults(String text, String file) {
    return SettingReader.read(text, file).faults();
  }

  private static ErrorCode code(String text, String file) {
    return faults(text, file).get(0).code();
  }

  private static String where(Fault fault) {
    Place place = fault.place().orElseThrow();
    return place.line() + ":" + place.column();
  }
}
