package io.godwit.model.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTest {

  private static byte[] singles(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  @ParameterizedTest
  @CsvSource({
    "F32, F32, 0000803f000000c0, 0000803f000000c0",
    "F32, F16, 0000803f000000c0, 003c00c0",
    "F32, BF16, 0000803f000000c0, 803f00c0",
    "F16, F32, 003c00c0, 0000803f000000c0",
    "F16, BF16, 003c00c0, 803f00c0",
    "BF16, F16, 803f00c0, 003c00c0",
    "BF16, F32, 803f00c0, 0000803f000000c0",
  })
  void valuesGoFromOneFormatToTheOther(FloatFormat from, FloatFormat to, String in, String out) {
    Block block = new Block();
    block.read(HexFormat.of().parseHex(in), 2, from);
    byte[] written = new byte[8];
    int count = block.write(written, to);
    assertThat(HexFormat.of().formatHex(written, 0, count)).isEqualTo(out);
  }

  @Test
  void theFirstFiniteValueThatIsTooLargeIsFound() {
    Block block = new Block();
    float[] values = {1, Float.POSITIVE_INFINITY, Float.NaN, 65519, -65520, 3.38e38f};
    block.read(singles(values), values.length, FloatFormat.F32);
    assertThat(block.firstOverflow(FloatFormat.F16)).hasValue(4);
    assertThat(block.firstOverflow(FloatFormat.BF16)).isEmpty();
    assertThat(block.firstOverflow(FloatFormat.F32)).isEmpty();
    block.read(singles(1, Float.MAX_VALUE), 2, FloatFormat.F32);
    assertThat(block.firstOverflow(FloatFormat.BF16)).hasValue(1);
  }
}
