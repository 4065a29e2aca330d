package io.godwit.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

  @ParameterizedTest
  @CsvSource({
    "*, a.b, true",
    "a.*, a.b, true",
    "a.*, ab, false",
    "*.b, a.b.c, false",
    "a, a, true"
  })
  void starsStandForAnyText(String pattern, String name, boolean matches) {
    assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void eachStarOfTheNewNameIsWhatTheOldOneTook() {
    assertThat(new NamePattern("h.*.attn.*").renamed("h.3.attn.w", "layers.*.self.*"))
        .contains("layers.3.self.w");
    assertThat(new NamePattern("h.*").renamed("x", "y")).isEmpty();
    assertThat(NamePattern.stars("a*b*")).isEqualTo(2);
  }
}
