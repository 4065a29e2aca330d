package io.godwit.embedder.onnxruntime.tokenizer;

/**
 * GPT-2's characters for bytes ({@code bytes_to_unicode} of its {@code encoder.py}): those that can
 * be seen stand for themselves, the others for themselves from U+0100 on.
 */
final class ByteAlphabet {

  private static final char[] CHARACTERS = characters();

  private ByteAlphabet() {}

  /** The character of a byte. */
  static char of(byte value) {
    return CHARACTERS[value & 0xff];
  }

  private static char[] characters() {
    char[] characters = new char[256];
    char next = 0x100;
    for (char value = 0; value < 256; value++) {
      boolean seen =
          (value >= '!' && value <= '~')
              || (value >= 0xA1 && value <= 0xAC)
              || (value >= 0xAE && value <= 0xFF);
      characters[value] = seen ? value : next;
      next += (char) (seen ? 0 : 1);
    }
    return characters;
  }
}
