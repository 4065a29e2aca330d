package io.godwit.engine.repository.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.godwit.engine.repository.Trees;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCodecTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 64, 4095, 4096, 4097, 8191, 65_537, 131_072})
  void everyKindOfChunkComesBack(int size) {
    byte[] floats = new byte[size + 4];
    for (int i = 0; i < size / 4 + 1; i++) {
      ByteBuffer.wrap(floats).putFloat(i * 4, 1f + i / 100_000f);
    }
    for (byte[] plain :
        new byte[][] {
          Trees.weights(size, 1),
          Trees.noise(size, 2),
          new byte[size],
          "text, text, text. ".repeat(size / 18 + 1).substring(0, size).getBytes(UTF_8),
          Arrays.copyOf(floats, size)
        }) {
      assertThat(roundTrip(plain)).isEqualTo(plain);
    }
  }

  @Test
  void weightsShrinkByTheirHighBytes() {
    byte[] weights = Trees.weights(120_000, 3);

    try (ChunkEncoder encoder = new ChunkEncoder()) {
      encoder.beginStretch(weights, 0, 120_000);
      assertThat(encoder.codec()).isEqualTo(Codec.PLANES_2);
      assertThat(encode(encoder, weights, 0, 120_000)).hasSizeLessThan(86_000);
    }
  }

  @Test
  void aChunkThatBeginsInTheMiddleOfANumberShrinksTheSame() {
    byte[] weights = Trees.weights(200_000, 3);
    try (ChunkEncoder encoder = new ChunkEncoder()) {
      encoder.beginStretch(weights, 0, 66_001);

      assertThat(encoder.codec()).isEqualTo(Codec.PLANES_2);
      assertThat(encode(encoder, weights, 66_001, 100_000)).hasSizeLessThan(73_000);
    }
  }

  @Test
  void noiseIsKeptAsItIs() {
    byte[] noise = Trees.noise(50_000, 4);
    try (ChunkEncoder encoder = new ChunkEncoder()) {
      encoder.beginStretch(noise, 0, 50_000);
      assertThat(encoder.encode(noise, 0, 50_000, new byte[50_000 + ChunkEncoder.ROOM], 0))
          .isEmpty();
    }
  }

  @Test
  void aFrameThatPromisesLittleAndHoldsMuchIsRefused() {
    byte[] bomb = Zstd.compress(new byte[50 << 20], 1);

    assertRefused(Codec.ZSTD, bomb, 1_000);
    assertThat(bomb.length).isLessThan(10_000);
  }

  @Test
  void planesWithImpossibleLengthsAreRefused() {
    assertRefused(Codec.PLANES_2, new byte[] {-1, -1, -1, -1, 1, 2, 3}, 100);
    assertRefused(Codec.PLANES_2, new byte[] {-128, 0, 0, 60}, 100);
    assertRefused(Codec.PLANES_2, new byte[] {1}, 100);
    assertRefused(Codec.PLANES_4, new byte[0], 4);
    assertRefused(Codec.PLANES_2, new byte[] {-128, 0, 0, 1, 7, -128, 0, 0, 1, 8, 9}, 2);
    assertRefused(Codec.RAW, new byte[10], 11);
    assertRefused(Codec.ZSTD, new byte[0], 1);
    assertRefused(Codec.ZSTD, Trees.noise(500, 1), 400);
  }

  private static void assertRefused(Codec codec, byte[] encoded, int size) {
    try (ChunkDecoder decoder = new ChunkDecoder()) {
      byte[] plain = new byte[size + 8];
      assertThatThrownBy(() -> decoder.decode(codec, encoded, 0, encoded.length, plain, 0, size))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(Arrays.copyOfRange(plain, size, size + 8)).containsOnly(0);
    }
  }

  /** What is encoded goes where it is told to, and nothing stands before it. */
  private static byte[] encode(ChunkEncoder encoder, byte[] bytes, int from, int size) {
    byte[] into = new byte[100 + size + ChunkEncoder.ROOM];
    int length = encoder.encode(bytes, from, size, into, 100).orElseThrow();
    assertThat(Arrays.copyOf(into, 100)).containsOnly(0);
    return Arrays.copyOfRange(into, 100, 100 + length);
  }

  private static byte[] roundTrip(byte[] plain) {
    try (ChunkEncoder encoder = new ChunkEncoder();
        ChunkDecoder decoder = new ChunkDecoder()) {
      encoder.beginStretch(plain, 0, plain.length);
      byte[] into = new byte[plain.length + ChunkEncoder.ROOM];
      OptionalInt length = encoder.encode(plain, 0, plain.length, into, 0);
      if (length.isEmpty()) {
        return plain;
      }
      byte[] back = new byte[plain.length];
      decoder.decode(encoder.codec(), into, 0, length.getAsInt(), back, 0, back.length);
      return back;
    }
  }
}
