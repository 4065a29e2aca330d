package io.godwit.sql.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Tally;
import io.godwit.sql.SqlError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A7: the progress in a receipt is read as it was written")
class ProgressTextTest {

  @Test
  void whateverStandsInItComesBack() {
    Progress progress =
        new Progress(
            false,
            new Checkpoint(Map.of("a key", "line\nline % = +", "ü", "", "k", "😀")),
            List.of(new Tally("big rows", 3, -1), Tally.of("bytes", Long.MAX_VALUE)));
    assertThat(ProgressText.read(ProgressText.write(progress))).isEqualTo(progress);
    assertThat(ProgressText.read(ProgressText.write(Progress.nothing())))
        .isEqualTo(Progress.nothing());
  }

  @Test
  void theSameProgressIsTheSameText() {
    assertThat(ProgressText.write(Progress.complete(new Checkpoint(Map.of("b", "2", "a", "1")))))
        .isEqualTo("1 complete\nc a 1\nc b 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2 complete",
        "1 partial\nx",
        "1 partial\nc a",
        "1 partial\nt rows 1",
        "1 partial\nt rows -1 2",
        "1 partial\nt rows x 2",
        "1 partial\nc % 1",
      })
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> ProgressText.read(text))
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(SqlError.BAD_RECEIPT));
  }
}
