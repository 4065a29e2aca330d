package io.godwit.model.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.file.MemoryTree;
import io.godwit.model.file.Shape;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.inspect.Inspector;
import io.godwit.model.safetensors.SafetensorsType;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("F2: a full check reads every value")
class ValueScanTest {

  private static List<BadValues> scan(MemoryTree tree) {
    try (ValueScan scan = new ValueScan(tree)) {
      Inspection inspection = Inspector.inspect(tree, Inspector.Options.DEFAULT, scan::see);
      assertThat(inspection.faults()).isEmpty();
      return scan.bad();
    }
  }

  private static MemoryTree tensor(SafetensorsType type, String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    long values = bytes.length * 8L / type.element().blockBits();
    return new MemoryTree()
        .with(
            "m.safetensors",
            new SafetensorsWriter()
                .add("first", Shape.of(2), 1f, 2f)
                .add("t", type, Shape.of(values), out -> out.write(bytes)));
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL, 0001020100, NO_BOOLEAN, 2, 1",
    "F16, 003c007cff7b007c, INFINITE, 1, 2",
    "F16, 01fc0000, NOT_A_NUMBER, 0, 1",
    "BF16, 803f80ff7f7f, INFINITE, 1, 1",
    "BF16, 807f817f, NOT_A_NUMBER, 1, 1",
    "F32, 0000803f0100807f, NOT_A_NUMBER, 1, 1",
    "F32, ffff7f7f000080ff, INFINITE, 1, 1",
    "F64, 000000000000f0ff, INFINITE, 0, 1",
    "F64, 010000000000f07f, NOT_A_NUMBER, 0, 1",
    "C64, 0000803f0000807f, INFINITE, 1, 1",
  })
  void whatShouldNotBeIsCountedAndItsFirstPlaceTold(
      SafetensorsType type, String hex, Value kind, long index, long count) throws IOException {
    assertThat(scan(tensor(type, hex)))
        .filteredOn(found -> found.kind() == kind)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.tensor()).isEqualTo("t");
              assertThat(found.firstIndex()).isEqualTo(index);
              assertThat(found.count()).isEqualTo(count);
              assertThat(found.firstByte().offset() % 8).isNotNegative();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL, 0001",
    "F16, ff7b0080",
    "BF16, 7f7f0100",
    "F32, ffff7f7f01000080",
    "F64, ffffffffffffef7f",
    "I32, ffffffff",
    "U8, ff"
  })
  void soundValuesAreFine(SafetensorsType type, String hex) throws IOException {
    assertThat(scan(tensor(type, hex))).isEmpty();
  }
}
