package io.godwit.model.file;

/**
 * Reads UTF-8 (RFC 3629) out of a stream, one character at a time, so that a text of any length is
 * checked in constant memory. Overlong forms, surrogates and values above U+10FFFF are refused.
 */
public final class Utf8 {

  private final ByteStream in;
  private final Rule rule;

  /** Reads from there and reports bad bytes under this rule. */
  public Utf8(ByteStream in, Rule rule) {
    this.in = in;
    this.rule = rule;
  }

  /**
   * The next character; the text ends before {@code end}.
   *
   * @throws io.godwit.api.error.GodwitException if the bytes are no UTF-8
   */
  public int next(long end) {
    long start = in.position();
    int first = in.u8();
    if (first < 0x80) {
      return first;
    }
    int more = first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
    if (more < 0) {
      throw bad(start, first);
    }
    int character = first & (0x3f >> more);
    for (int i = 0; i < more; i++) {
      if (in.position() >= end) {
        throw bad(start, first);
      }
      int next = in.u8();
      if ((next & 0xc0) != 0x80) {
        throw bad(in.position() - 1, next);
      }
      character = (character << 6) | (next & 0x3f);
    }
    boolean overlong = (more == 2 && character < 0x800) || (more == 3 && character < 0x10000);
    boolean surrogate = character >= 0xd800 && character < 0xe000;
    if (overlong || surrogate || character > 0x10ffff) {
      throw bad(start, first);
    }
    return character;
  }

  /**
   * A text of so many bytes, of which the first characters are kept.
   *
   * @param length held against what remains by the caller
   * @param keep how many characters are kept; a longer text is checked to its end and ends in
   *     {@code …}
   */
  public String text(long length, int keep) {
    long end = in.position() + length;
    StringBuilder kept = new StringBuilder((int) Math.min(length, Math.min(keep, 256)));
    boolean cut = false;
    while (in.position() < end) {
      int character = next(end);
      if (kept.length() < keep) {
        kept.appendCodePoint(character);
      } else {
        cut = true;
      }
    }
    return cut ? kept.append('…').toString() : kept.toString();
  }

  private RuntimeException bad(long offset, int value) {
    return in.broken(rule, offset, String.format("0x%02x is no UTF-8 here", value));
  }
}
