package io.godwit.model.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("F2: casts between F32, F16 and BF16 equal exact arithmetic, value by value")
class FloatBitsTest {

  private static final Exact HALF = Exact.half();
  private static final Exact BRAIN = Exact.brain();
  private static final int SIGN = 0x80000000;

  /** Each number of the format, the middle to the next, and the F32 on both sides of each. */
  private static IntStream aroundHalves() {
    return IntStream.range(0, 0x7c00)
        .flatMap(
            bits -> {
              float here = Float.intBitsToFloat(FloatBits.ofHalf(bits));
              float next =
                  bits == 0x7bff ? 65536f : Float.intBitsToFloat(FloatBits.ofHalf(bits + 1));
              return around((float) (((double) here + next) / 2), here);
            });
  }

  private static IntStream aroundBrains() {
    return IntStream.range(0, 0x7f80)
        .flatMap(
            bits ->
                around(
                    Float.intBitsToFloat((bits << 16) + 0x8000), Float.intBitsToFloat(bits << 16)));
  }

  private static IntStream around(float middle, float here) {
    return IntStream.of(
        Float.floatToRawIntBits(here),
        Float.floatToRawIntBits(Math.nextUp(here)),
        Float.floatToRawIntBits(Math.max(0f, Math.nextDown(middle))),
        Float.floatToRawIntBits(middle),
        Float.floatToRawIntBits(Math.nextUp(middle)));
  }

  private static IntStream noise() {
    return new Random(11).ints(200_000).map(bits -> bits & 0x7fffffff);
  }

  @Test
  void halvesAreTheNearestIncludingTiesSubnormalsAndOverflow() {
    IntStream.concat(aroundHalves(), noise())
        .filter(bits -> bits < FloatBits.INFINITY)
        .forEach(
            bits -> {
              int expected = HALF.nearest(new BigDecimal(Float.intBitsToFloat(bits)));
              assertSame(FloatBits.half(bits), expected, bits);
              assertSame(FloatBits.half(bits | SIGN), expected | 0x8000, bits);
            });
  }

  @Test
  void brainFloatsAreTheNearestIncludingTiesSubnormalsAndOverflow() {
    IntStream.concat(aroundBrains(), noise())
        .filter(bits -> bits < FloatBits.INFINITY)
        .forEach(
            bits -> {
              int expected = BRAIN.nearest(new BigDecimal(Float.intBitsToFloat(bits)));
              assertSame(FloatBits.brain(bits) & 0xffff, expected, bits);
              assertSame(FloatBits.brain(bits | SIGN) & 0xffff, expected | 0x8000, bits);
            });
  }

  private static void assertSame(int found, int expected, int bits) {
    if (found != expected) {
      assertThat(found).as("of the F32 %08x", bits).isEqualTo(expected);
    }
  }

  @Test
  void everyHalfAndEveryBrainFloatSurvivesTheWayThroughF32() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      boolean halfIsQuiet = (bits & 0x7fff) <= 0x7c00 || (bits & 0x200) != 0;
      boolean brainIsQuiet = (bits & 0x7fff) <= 0x7f80 || (bits & 0x40) != 0;
      assertSame(FloatBits.half(FloatBits.ofHalf(bits)), bits | (halfIsQuiet ? 0 : 0x200), bits);
      assertSame(
          FloatBits.brain(FloatBits.ofBrain(bits)) & 0xffff,
          bits | (brainIsQuiet ? 0 : 0x40),
          bits);
    }
  }

  @Test
  void halvesWidenExactly() {
    for (int bits = 0; bits < 0x7c00; bits++) {
      float wide = Float.intBitsToFloat(FloatBits.ofHalf(bits));
      assertSame(HALF.nearest(new BigDecimal(wide)), bits, bits);
    }
    assertThat(Float.intBitsToFloat(FloatBits.ofHalf(0x0001))).isEqualTo(0x1p-24f);
    assertThat(Float.intBitsToFloat(FloatBits.ofHalf(0xfbff))).isEqualTo(-65504f);
    assertThat(Float.intBitsToFloat(FloatBits.ofHalf(0xfc00))).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void infinitiesStayAndNaNsKeepTheUpperBitsOfTheirPayload() {
    assertThat(FloatBits.half(0x7f800000)).isEqualTo(0x7c00);
    assertThat(FloatBits.half(0xff800000)).isEqualTo(0xfc00);
    assertThat(FloatBits.brain(0xff800000) & 0xffff).isEqualTo(0xff80);
    assertThat(FloatBits.half(0x7fc02000)).isEqualTo(0x7e01);
    assertThat(FloatBits.half(0xffffe000)).isEqualTo(0xffff);
    assertThat(FloatBits.brain(0x7fc10000)).isEqualTo(0x7fc1);
    assertThat(FloatBits.brain(0xffff0000) & 0xffff).isEqualTo(0xffff);
    assertThat(FloatBits.half(0x7f800001)).as("would be an infinity if cut").isEqualTo(0x7e00);
    assertThat(FloatBits.brain(0x7f800001)).as("would be an infinity if cut").isEqualTo(0x7fc0);
    assertThat(FloatBits.ofHalf(0x7c01)).isEqualTo(0x7f802000);
  }

  @Test
  void doublesRoundOnceAlsoOnTheWayThroughF32() {
    Random random = new Random(5);
    for (int i = 0; i < 200_000; i++) {
      int half = random.nextInt(0x7bff);
      double here = Float.intBitsToFloat(FloatBits.ofHalf(half));
      double next = Float.intBitsToFloat(FloatBits.ofHalf(half + 1));
      double middle = (here + next) / 2;
      double value = middle + (random.nextInt(3) - 1) * Math.ulp(middle) * (1 + random.nextInt(9));
      int bits = Float.floatToRawIntBits(FloatFormat.F16.round(value));
      assertSame(FloatBits.half(bits), HALF.nearest(new BigDecimal(value)), half);
    }
    assertThat(FloatFormat.BF16.round(-1e-60)).isEqualTo(-Float.MIN_VALUE);
    assertThat(FloatFormat.F32.round(0.1)).isEqualTo(0.1f);
  }
}
