package io.godwit.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Text as a terminal sees it: in columns. */
public final class Cells {

  private static final int[][] WIDE = {
    {0x1100, 0x115f},
    {0x2e80, 0x303e},
    {0x3041, 0x33ff},
    {0x3400, 0x4dbf},
    {0x4e00, 0x9fff},
    {0xa000, 0xa4cf},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe4f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff},
    {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd}
  };

  private Cells() {}

  /** The text without what could steer a terminal: controls, and marks that turn its direction. */
  public static String harmless(String text) {
    if (text.codePoints().noneMatch(Cells::steers)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> clean.appendCodePoint(c == '\t' ? ' ' : steers(c) ? '\ufffd' : c));
    return clean.toString();
  }

  private static boolean steers(int c) {
    return Character.getType(c) == Character.CONTROL
        || c == 0x2028
        || c == 0x2029
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  /** How many columns the text takes. */
  public static int width(String text) {
    return text.codePoints().map(Cells::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (c >= range[0] && c <= range[1]) {
        return 2;
      }
    }
    return 1;
  }

  /** The text, or its beginning and an ellipsis, in at most so many columns. */
  public static String clip(String text, int columns, String ellipsis) {
    if (width(text) <= columns) {
      return text;
    }
    int room = columns - width(ellipsis);
    if (room < 0) {
      return "";
    }
    return text.substring(0, fitting(text, 0, room)) + ellipsis;
  }

  /**
   * The text in lines of at most so many columns, broken at spaces; a word that is longer than a
   * line is broken where the line ends.
   */
  public static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text.stripTrailing();
    while (width(rest) > columns) {
      int end = fitting(rest, 0, columns);
      int space = rest.lastIndexOf(' ', end);
      int cut = space > 0 && !rest.substring(0, space).isBlank() ? space : Math.max(end, 1);
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /** The index after the last character that fits into so many columns. */
  private static int fitting(String text, int from, int columns) {
    int used = 0;
    int index = from;
    while (index < text.length()) {
      int c = text.codePointAt(index);
      used += width(c);
      if (used > columns) {
        return index;
      }
      index += Character.charCount(c);
    }
    return index;
  }
}
