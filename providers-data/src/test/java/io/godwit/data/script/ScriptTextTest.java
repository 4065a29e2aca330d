package io.godwit.data.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScriptTextTest {

  private static ScriptText of(String text) {
    return new ScriptText("a.sql", text);
  }

  @Test
  @DisplayName("A10: byte-order marks and line ends do not change a checksum, anything else does")
  void checksumsAreOverTheCanonicalForm() {
    assertThat(of("\uFEFFselect 1;\r\nselect 2;\r\n")).isEqualTo(of("select 1;\nselect 2;\n"));
    assertThat(of("\uFEFFa\r\nb").checksum()).isEqualTo(of("a\nb").checksum());
    assertThat(of("a b").checksum()).isNotEqualTo(of("a  b").checksum());
    assertThat(of("a\rb").text()).isEqualTo("a\rb");
  }

  @Test
  void aNulIsRefused() {
    assertThatThrownBy(() -> of("select 1;\n\0")).hasMessageContaining("a.sql:2:1");
  }
}
