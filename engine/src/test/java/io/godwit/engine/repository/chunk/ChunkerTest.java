package io.godwit.engine.repository.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vectors are those of xet-core, {@code xet_data/src/deduplication/chunking.rs}. */
class ChunkerTest {

  @Test
  void theTableIsThatOfTheDraft() {
    ByteBuffer all = ByteBuffer.allocate(2048);
    Arrays.stream(GearTable.TABLE).forEach(all::putLong);

    assertThat(GearTable.TABLE).hasSize(256).startsWith(0xb088d3a9e840f559L);
    assertThat(GearTable.TABLE[255]).isEqualTo(0x63c7a906c1dd187bL);
    assertThat(Digest.of(all.array()).hex())
        .isEqualTo("106a7a8d97e7074ea409311b0321f36dba49366cf5ff50ce42af62381ac72bdd");
  }

  @Test
  void aMillionRandomBytesAreCutWhereXetCutsThem() {
    byte[] data = splitMix(1_000_000, 0);

    assertThat(data[0] & 0xff).isEqualTo(175);
    assertThat(data[127] & 0xff).isEqualTo(132);
    assertThat(data[111_111] & 0xff).isEqualTo(118);
    assertThat(cuts(data))
        .containsExactly(
            84493, 134421, 144853, 243318, 271793, 336457, 467529, 494581, 582000, 596735, 616815,
            653164, 678202, 724510, 815591, 827760, 958832, 991092, 1000000);
  }

  @Test
  void aMillionEqualBytesAreCutAtTheLongest() {
    byte[] data = new byte[1_000_000];
    Arrays.fill(data, (byte) 59);

    assertThat(cuts(data))
        .containsExactly(131072, 262144, 393216, 524288, 655360, 786432, 917504, 1000000);
  }

  @Test
  void anInsertionMovesOnlyTheCutsNearIt() {
    byte[] data = splitMix(3_000_000, 5);
    byte[] longer = new byte[data.length + 11];
    System.arraycopy(data, 0, longer, 0, 1_000);
    System.arraycopy(data, 1_000, longer, 1_011, data.length - 1_000);

    List<Integer> before = cuts(data);
    List<Integer> after = cuts(longer).stream().map(cut -> cut - 11).toList();

    assertThat(after.subList(2, after.size())).isEqualTo(before.subList(2, before.size()));
  }

  private static List<Integer> cuts(byte[] data) {
    List<Integer> cuts = new ArrayList<>();
    int at = 0;
    while (at < data.length) {
      at += Chunker.cut(data, at, data.length);
      cuts.add(at);
    }
    return cuts;
  }

  /** SplitMix64, eight bytes at a time with the lowest first. */
  private static byte[] splitMix(int size, long seed) {
    ByteBuffer out = ByteBuffer.allocate(size + 8).order(ByteOrder.LITTLE_ENDIAN);
    long state = seed;
    while (out.position() < size) {
      state += 0x9E3779B97F4A7C15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      out.putLong(z ^ (z >>> 31));
    }
    return Arrays.copyOf(out.array(), size);
  }
}
