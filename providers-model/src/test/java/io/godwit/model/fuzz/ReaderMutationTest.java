package io.godwit.model.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.fuzz.ReaderFuzzTarget.Reader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A small fuzzer without coverage that runs with every build: good files, broken at random. */
@DisplayName("F2: a file that is broken at random is described or refused, and nothing else")
class ReaderMutationTest {

  private static final int FILES = 20_000;

  @ParameterizedTest
  @EnumSource(Reader.class)
  void brokenAtRandom(Reader reader) throws IOException {
    byte[] good = Seeds.good(reader);
    assertThat(ReaderFuzzTarget.feed(reader, good)).isTrue();
    Random random = new Random(reader.name().hashCode());
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      refused += ReaderFuzzTarget.feed(reader, mutated(good, random)) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(FILES / 10);
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(16));
        default -> {
          int length = random.nextInt(bytes.length - at) + 1;
          System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
        }
      }
    }
    return bytes;
  }
}
