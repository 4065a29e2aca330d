package io.godwit.data.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.godwit.api.error.GodwitException;
import io.godwit.data.error.DataError;
import io.godwit.sql.Dialect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("P1: one file holds the way up and the way back")
class PartsTest {

  private static Parts parts(String text) {
    return Parts.of(new ScriptText("m/1_a.sql", text));
  }

  @ParameterizedTest
  @CsvSource({
    "-- migrate:up, -- migrate:down",
    "--migrate:up, --migrate:down",
    "-- +goose Up, -- +goose Down",
    "-- +migrate Up, -- +migrate Down"
  })
  void theMarksOfDbmateGooseAndSqlMigrateAreKnown(String up, String down) {
    Parts parts = parts("-- a file\r\n\r\n" + up + "\r\none;\r\n" + down + "  \ntwo;\n three;");

    assertThat(parts.up().text().text()).isEqualTo("-- a file\n\n\none;\n\n\n\n");
    Script back = Script.parse(Dialect.SQLITE, parts.down().orElseThrow().text());
    assertThat(back.statements()).extracting(Statement::text).containsExactly("two", "three");
    assertThat(back.statements().get(1).place("m/1_a.sql")).hasToString("m/1_a.sql:7:2");
    assertThat(parts.up().alone()).isFalse();
  }

  @Test
  void aFileWithoutMarksIsAWayUp() {
    Parts parts = parts("create table t (a);");

    assertThat(parts.up().text().text()).isEqualTo("create table t (a);");
    assertThat(parts.down()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\n-- nothing yet\n"})
  void aMarkWithNothingUnderItIsNoWayBack(String below) {
    assertThat(parts("-- migrate:up\nselect 1;\n-- migrate:down" + below).down()).isEmpty();
  }

  @Test
  void eachWayMayDoWithoutTransaction() {
    Parts dbmate = parts("-- migrate:up transaction:false\nvacuum;\n-- migrate:down\nselect 1;");
    assertThat(dbmate.up().alone()).isTrue();
    assertThat(dbmate.down().orElseThrow().alone()).isFalse();

    Parts goose =
        parts("-- +goose NO TRANSACTION\n-- +goose Up\nvacuum;\n-- +goose Down\nselect 1;");
    assertThat(goose.up().alone()).isTrue();
    assertThat(goose.down().orElseThrow().alone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2, '-- migrate:up|-- migrate:up', twice",
    "1, '-- migrate:down|-- migrate:up', come first",
    "1, 'select 1;|-- migrate:up', before the first mark",
    "1, '-- migrate:up transaction:maybe|', no option"
  })
  void marksThatMakeNoSenseAreRefused(int line, String text, String why) {
    GodwitException e =
        catchThrowableOfType(GodwitException.class, () -> parts(text.replace('|', '\n')));

    assertThat(e.code()).isEqualTo(DataError.PARTS);
    assertThat(e.faults().get(0).toString()).contains("m/1_a.sql:" + line + ":1").contains(why);
  }
}
