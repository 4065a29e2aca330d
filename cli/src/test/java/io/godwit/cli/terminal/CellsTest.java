package io.godwit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CellsTest {

  @Test
  void whatCouldSteerATerminalIsMadeHarmless() {
    assertThat(Cells.harmless("drop\u001b[2J table\u0007 x\u202e y\r\nz"))
        .isEqualTo("drop\ufffd[2J table\ufffd x\ufffd y\ufffd\ufffdz");
    assertThat(Cells.harmless("a\tb")).isEqualTo("a b");
    assertThat(Cells.harmless("Überprüfung 検証 🐦")).isEqualTo("Überprüfung 検証 🐦");
  }

  @Test
  void widthCountsColumnsAndNotCharacters() {
    assertThat(Cells.width("abc")).isEqualTo(3);
    assertThat(Cells.width("検証")).isEqualTo(4);
    assertThat(Cells.width("e\u0301")).isEqualTo(1);
    assertThat(Cells.width("🐦")).isEqualTo(2);
  }

  @Test
  void wrappingBreaksAtSpacesAndKeepsEveryWord() {
    assertThat(Cells.wrap("the quick brown fox", 10)).containsExactly("the quick", "brown fox");
    assertThat(Cells.wrap("short", 10)).containsExactly("short");
    assertThat(Cells.wrap("", 10)).containsExactly("");
  }

  @Test
  void aWordThatIsLongerThanALineIsBrokenWhereTheLineEnds() {
    assertThat(Cells.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
    assertThat(Cells.wrap("検証検証", 3)).containsExactly("検", "証", "検", "証");
  }

  @Test
  void clippingSaysThatSomethingIsMissing() {
    assertThat(Cells.clip("switch-embedder", 8, "…")).isEqualTo("switch-…");
    assertThat(Cells.clip("switch", 8, "…")).isEqualTo("switch");
    assertThat(Cells.clip("switch", 0, "…")).isEmpty();
  }
}
