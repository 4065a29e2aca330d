package io.godwit.knowledge.chunk;

import java.util.regex.Pattern;

/**
 * What one line of Markdown is to the splitter, by the rules of CommonMark 0.31.2: ATX headings
 * (4.2), setext underlines (4.3), fences (4.5). A heading inside a quotation or a list is text
 * here.
 */
final class MarkdownLine {

  private static final int DEEPEST = 6;
  private static final int INDENT = 3;

  private static final Pattern CONTAINER =
      Pattern.compile(" {4}|\\t| {0,3}(>|\\||<|[-+*][ \\t]|[0-9]{1,9}[.)][ \\t])");

  private MarkdownLine() {}

  /** The level of an ATX heading; 0 when the line is none. */
  static int headingLevel(CharSequence line) {
    int at = indent(line);
    int level = run(line, at, '#');
    boolean ends = at + level == line.length() || isSpace(line.charAt(at + level));
    return at <= INDENT && level >= 1 && level <= DEEPEST && ends ? level : 0;
  }

  /** The text of an ATX heading, without its closing sequence. */
  static String headingText(CharSequence line) {
    String text = line.toString().strip();
    text = text.substring(run(text, 0, '#')).strip();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '#') {
      end--;
    }
    return end == 0 || isSpace(text.charAt(end - 1)) ? text.substring(0, end).strip() : text;
  }

  /** 1 or 2 for the line under a setext heading; 0 when the line is none. */
  static int underlineLevel(CharSequence line) {
    int at = indent(line);
    if (at > INDENT || at == line.length()) {
      return 0;
    }
    char mark = line.charAt(at);
    boolean alone = line.toString().strip().length() == run(line, at, mark);
    return !alone ? 0 : mark == '=' ? 1 : mark == '-' ? 2 : 0;
  }

  /**
   * How many back-ticks (positive) or tildes (negative) open a fence; 0 when the line opens none.
   */
  static int fence(CharSequence line) {
    int at = indent(line);
    if (at > INDENT || at == line.length()) {
      return 0;
    }
    char mark = line.charAt(at);
    int length = mark == '`' || mark == '~' ? run(line, at, mark) : 0;
    if (length < 3) {
      return 0;
    }
    boolean inline = mark == '`' && line.toString().indexOf('`', at + length) >= 0;
    return inline ? 0 : mark == '`' ? length : -length;
  }

  /** Whether the line closes the fence that was opened by so many marks. */
  static boolean closes(CharSequence line, int opened) {
    int marks = fence(line);
    boolean enough = opened > 0 ? marks >= opened : marks <= opened;
    return marks != 0 && enough && line.toString().strip().length() == Math.abs(marks);
  }

  /** Whether the line may be a setext heading: it begins no quotation, list, table or tag. */
  static boolean isPlainText(CharSequence line) {
    return !CONTAINER.matcher(line).lookingAt();
  }

  static boolean isBlank(CharSequence line) {
    return line.chars().allMatch(Character::isWhitespace);
  }

  private static int indent(CharSequence line) {
    return run(line, 0, ' ');
  }

  private static int run(CharSequence line, int from, char mark) {
    int at = from;
    while (at < line.length() && line.charAt(at) == mark) {
      at++;
    }
    return at - from;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
