package io.godwit.engine.repository.chunk;

/** How a chunk is kept. The code is the number in the pack. */
public enum Codec {
  /** As it is. */
  RAW(0, 1),
  /** As one zstd frame. */
  ZSTD(1, 1),
  /** As planes of numbers of two bytes: bf16, fp16, int16. */
  PLANES_2(2, 2),
  /** As planes of numbers of four bytes: fp32, int32. */
  PLANES_4(3, 4);

  private final int code;
  private final int width;

  Codec(int code, int width) {
    this.code = code;
    this.width = width;
  }

  /** The number in the pack. */
  public int code() {
    return code;
  }

  int width() {
    return width;
  }

  /**
   * The codec of a number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Codec of(int code) {
    return switch (code) {
      case 0 -> RAW;
      case 1 -> ZSTD;
      case 2 -> PLANES_2;
      case 3 -> PLANES_4;
      default -> throw new IllegalArgumentException("no codec has the number " + code);
    };
  }
}
