package io.godwit.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.terminal.Look;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WordsTest {

  @Test
  void durationsAreAsExactAsTheyNeedToBe() {
    assertThat(Words.took(Duration.ofMillis(320))).isEqualTo("0.3 s");
    assertThat(Words.took(Duration.ofSeconds(42))).isEqualTo("42 s");
    assertThat(Words.took(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
    assertThat(Words.took(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(Words.took(Duration.ofSeconds(-3))).isEqualTo("0.0 s");
    assertThat(Words.took(Optional.of(Instant.EPOCH), Optional.empty())).isEmpty();
  }

  @Test
  void clocksCountHoursOnlyWhenThereAreAny() {
    assertThat(Words.clock(42)).isEqualTo("0:42");
    assertThat(Words.clock(723)).isEqualTo("12:03");
    assertThat(Words.clock(3723)).isEqualTo("1:02:03");
  }

  @Test
  void bytesHaveTheUnitThatKeepsThemShort() {
    assertThat(Words.bytes(0)).isEqualTo("0 bytes");
    assertThat(Words.bytes(999)).isEqualTo("999 bytes");
    assertThat(Words.bytes(999.7)).isEqualTo("1.0 kB");
    assertThat(Words.bytes(94_371_840)).isEqualTo("94.4 MB");
    assertThat(Words.bytes(250e9)).isEqualTo("250 GB");
  }

  @Test
  void oneOfSomethingIsNotSeveral() {
    assertThat(Words.counted(1, "rows")).isEqualTo("1 row");
    assertThat(Words.counted(1, "rows kept aside")).isEqualTo("1 row kept aside");
    assertThat(Words.counted(1, "documents that are new or changed"))
        .isEqualTo("1 document that is new or changed");
    assertThat(Words.counted(2_000, "rows")).isEqualTo("2,000 rows");
    assertThat(Words.counted(0, "rows")).isEqualTo("0 rows");
  }

  @Test
  void timesAreThoseOfThePersonsZone() {
    Words words = new Words(ZoneId.of("Asia/Tokyo"));

    assertThat(words.minute(Optional.of(Instant.parse("2026-11-20T22:10:05Z"))))
        .isEqualTo("2026-11-21 07:10");
  }

  @Test
  void aVersionThatIsNotThereIsCalledNone() {
    assertThat(Words.path(Look.PLAIN, Optional.empty(), Optional.of("1.0.0")))
        .isEqualTo("(none) → 1.0.0");
    assertThat(Words.path(Look.PLAIN, Optional.of("1.0.0"), Optional.of("")))
        .isEqualTo("1.0.0 → (none)");
  }
}
