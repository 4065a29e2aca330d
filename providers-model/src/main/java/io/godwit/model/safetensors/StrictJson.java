package io.godwit.model.safetensors;

import io.godwit.model.file.ByteStream;
import io.godwit.model.file.Rule;
import io.godwit.model.file.Utf8;

/**
 * Reads JSON (RFC 8259) and nothing more lenient, one value after the other, in constant memory. It
 * is here because a rule that is broken is reported with its offset in bytes, because bad UTF-8 and
 * lone surrogates must be seen, and because no value is held that the caller did not ask for: the
 * general parsers that we know do not do all three.
 */
final class StrictJson {

  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 64;

  /** Takes one member of an object: reads its value. */
  interface Member {
    void read(String key, long offset);
  }

  private final ByteStream in;
  private final long end;
  private final Rule syntax;
  private final Utf8 text;
  private int ahead = -1;
  private int depth;

  /**
   * Reads to this offset; breaches of JSON are reported under the first rule, of UTF-8 under the
   * other.
   */
  StrictJson(ByteStream in, long end, Rule syntax, Rule encoding) {
    this.in = in;
    this.end = end;
    this.syntax = syntax;
    this.text = new Utf8(in, encoding);
  }

  /** The next byte that is no white space, without taking it; -1 at the end. */
  int peek() {
    while (true) {
      int next = raw();
      if (next != ' ' && next != '\t' && next != '\n' && next != '\r') {
        return next;
      }
      ahead = -1;
    }
  }

  /** The next byte, without taking it, white space too; -1 at the end. */
  int raw() {
    if (ahead < 0 && in.position() < end) {
      ahead = in.u8();
    }
    return ahead;
  }

  /** Takes the byte that was seen. */
  void take() {
    ahead = -1;
  }

  /** The offset of the next byte. */
  long offset() {
    return ahead < 0 ? in.position() : in.position() - 1;
  }

  /** An object, whose members are given to the function one by one. */
  void object(int longestKey, Member member) {
    expect('{');
    deeper();
    if (peek() != '}') {
      do {
        peek();
        long offset = offset();
        String key = string(longestKey);
        expect(':');
        member.read(key, offset);
      } while (more('}'));
    }
    depth--;
    expect('}');
  }

  /** An array, for each element of which the function is called. */
  void array(Runnable element) {
    expect('[');
    deeper();
    if (peek() != ']') {
      do {
        element.run();
      } while (more(']'));
    }
    depth--;
    expect(']');
  }

  /** A text, of which so many characters are kept; a longer one ends in {@code …}. */
  String string(int keep) {
    expect('"');
    StringBuilder kept = new StringBuilder();
    boolean cut = false;
    for (int next = character(); next >= 0; next = character()) {
      if (kept.length() < keep) {
        kept.appendCodePoint(next);
      } else {
        cut = true;
      }
    }
    return cut ? kept.append('…').toString() : kept.toString();
  }

  /** A number as it is written. */
  String number() {
    peek();
    StringBuilder token = new StringBuilder();
    long start = offset();
    while (isNumeric(raw())) {
      if (token.length() == LONGEST_NUMBER) {
        throw bad(start, "a number has more than " + LONGEST_NUMBER + " characters");
      }
      token.append((char) raw());
      take();
    }
    if (!token.toString().matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw bad(start, "'" + token + "' is no number");
    }
    return token.toString();
  }

  /** Leaves a value out, whatever it is. */
  void skip() {
    int next = peek();
    if (next == '{') {
      object(0, (key, offset) -> skip());
    } else if (next == '[') {
      array(this::skip);
    } else if (next == '"') {
      string(0);
    } else if (next == 't' || next == 'f' || next == 'n') {
      word(next == 't' ? "true" : next == 'f' ? "false" : "null");
    } else {
      number();
    }
  }

  private boolean more(char close) {
    int next = peek();
    if (next == ',') {
      take();
      return true;
    }
    if (next != close) {
      throw unexpected("',' or '" + close + "'");
    }
    return false;
  }

  private void deeper() {
    if (++depth > DEEPEST) {
      throw bad(offset(), "values are nested deeper than " + DEEPEST);
    }
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw unexpected("'" + wanted + "'");
    }
    take();
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (raw() != word.charAt(i)) {
        throw unexpected(word);
      }
      take();
    }
  }

  /** The next character of a text, or -1 when its closing quote has been taken. */
  private int character() {
    long start = offset();
    if (in.position() >= end) {
      throw bad(start, "a text does not end");
    }
    int next = text.next(end);
    if (next == '"') {
      return -1;
    }
    if (next < 0x20) {
      throw bad(start, String.format("a text holds the control character 0x%02x", next));
    }
    return next == '\\' ? escaped(start) : next;
  }

  private int escaped(long start) {
    int next = in.position() < end ? in.u8() : -1;
    return switch (next) {
      case '"', '\\', '/' -> next;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode(start);
      default -> throw bad(start, "a backslash is followed by what is no escape");
    };
  }

  private int unicode(long start) {
    int unit = hex(start);
    if (Character.isLowSurrogate((char) unit)) {
      throw bad(start, "half a character is escaped");
    }
    if (!Character.isHighSurrogate((char) unit)) {
      return unit;
    }
    boolean follows = end - in.position() >= 6 && in.u8() == '\\' && in.u8() == 'u';
    int low = follows ? hex(start) : 0;
    if (!Character.isLowSurrogate((char) low)) {
      throw bad(start, "half a character is escaped");
    }
    return Character.toCodePoint((char) unit, (char) low);
  }

  private int hex(long start) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = in.position() < end ? hexDigit(in.u8()) : -1;
      if (digit < 0) {
        throw bad(start, "an escape has four hexadecimal digits");
      }
      unit = (unit << 4) | digit;
    }
    return unit;
  }

  private static int hexDigit(int letter) {
    return letter < 0x80 ? Character.digit((char) letter, 16) : -1;
  }

  private static boolean isNumeric(int next) {
    return (next >= '0' && next <= '9')
        || next == '-'
        || next == '+'
        || next == '.'
        || next == 'e'
        || next == 'E';
  }

  private RuntimeException unexpected(String wanted) {
    String found = ahead < 0 ? "the end" : String.format("0x%02x", ahead);
    return bad(offset(), "found " + found + " in place of " + wanted);
  }

  private RuntimeException bad(long offset, String message) {
    return in.broken(syntax, offset, message);
  }
}
