package io.godwit.engine.config;

import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text of files: UTF-8 that is checked, without a byte-order mark, line ends as LF. */
public final class Utf8 {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Utf8() {}

  /** The text of these bytes; a fault with the line when they are no UTF-8. */
  public static Bound<String> text(byte[] bytes, String file) {
    CharBuffer chars = CharBuffer.allocate(bytes.length);
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(rest, chars, true);
    String text = chars.flip().toString();
    if (result.isError()) {
      return Bound.faulty(List.of(broken(file, text, rest.position())));
    }
    String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    return Bound.of(unmarked.replace("\r\n", "\n"));
  }

  private static Fault broken(String file, String before, int position) {
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return Fault.at(
        new Place(file, line, 0),
        ConfigError.NOT_UTF8,
        "This file is not UTF-8: byte "
            + (position + 1)
            + " cannot be read. Save it as UTF-8 and try again.");
  }
}
