package io.godwit.sql.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.sql.Dialect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptNameTest {

  @ParameterizedTest
  @DisplayName(
      "P1: version, type, description and direction are read from the name, and written back")
  @CsvSource({
    "001_create_tickets.up.sql,001,,create_tickets,UP",
    "20260115103000_data_fill_tiers.down.sql,20260115103000,DATA,fill_tiers,DOWN",
    "7_schema_x.up.sql,7,SCHEMA,x,UP",
    "7_functions_a-b.c.up.sql,7,FUNCTIONS,a-b.c,UP",
    "002_data.up.sql,002,,data,UP",
    "002_database_move.up.sql,002,,database_move,UP",
  })
  void namesAreRead(String file, String version, ScriptKind kind, String words, Direction way) {
    ScriptName name = ScriptName.parse(file).orElseThrow();
    assertThat(name.version()).hasToString(version);
    assertThat(name.kind().orElse(null)).isEqualTo(kind);
    assertThat(name.description()).isEqualTo(words);
    assertThat(name.direction()).isEqualTo(way);
    assertThat(name.fileName()).isEqualTo(file);
    assertThat(name.opposite().opposite()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create_tickets.up.sql",
        "001_x.sql",
        "001_.up.sql",
        "001_x.UP.sql",
        "V1__x.sql",
        "001_../x.up.sql",
        "001_x.up.sql~",
      })
  void otherNamesAreNotOfThisForm(String file) {
    assertThat(ScriptName.parse(file)).isEmpty();
  }

  @Test
  @DisplayName("P2: the header is read from the comments before the first statement")
  void headersAreRead() {
    ScriptHeader header =
        ScriptHeader.parse(
            Dialect.POSTGRESQL,
            "-- Version: 003\n--   description : Fill: tiers\n/* Author: Jo\n * Date:"
                + " 2026-01-15\n */\n-- Dependencies: 001, 002_x\n-- Note: no\n"
                + "-- Rollback for: 003_x.up.sql\nselect 1; -- Author: nobody\n");
    assertThat(header.version()).contains("003");
    assertThat(header.description()).contains("Fill: tiers");
    assertThat(header.author()).contains("Jo");
    assertThat(header.date()).contains("2026-01-15");
    assertThat(header.dependencies()).containsExactly("001", "002_x");
    assertThat(header.rollbackFor()).contains("003_x.up.sql");
  }

  @Test
  @DisplayName("P2: a script without header has none, and None is no dependency")
  void headersMayBeMissing() {
    ScriptHeader header = ScriptHeader.parse(Dialect.SQLITE, "-- Dependencies: None\nselect 1;");
    assertThat(header.version()).isEmpty();
    assertThat(header.dependencies()).isEmpty();
  }
}
