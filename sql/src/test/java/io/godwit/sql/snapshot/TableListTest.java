package io.godwit.sql.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("E8: a table of a snapshot is named as the database would understand it")
class TableListTest {

  @ParameterizedTest
  @ValueSource(strings = {"Artist", "artist", "\"Artist\"", "main.Artist", "MAIN.\"ARTIST\""})
  void onSqliteWithAndWithoutItsSchemaAndWhateverTheCase(String written) {
    TableList list = TableList.of(List.of("main.\"Artist\"", "main.album"));

    assertThat(list.only(List.of(written)).names()).containsExactly("main.\"Artist\"");
  }

  @Test
  void onPostgresWithItsQuotesWhereItHasUpperCase() {
    TableList list = TableList.of(List.of("public.\"Artist\"", "public.album", "shop.album"));

    assertThat(list.only(List.of("\"Artist\"", "ALBUM")).names())
        .containsExactly("public.\"Artist\"", "public.album");
    assertThat(list.only(List.of("shop.album")).names()).containsExactly("shop.album");
    assertThatThrownBy(() -> list.only(List.of("Artist")))
        .hasMessageContaining("GW-318")
        .hasMessageContaining("The snapshot has no table Artist");
  }
}
