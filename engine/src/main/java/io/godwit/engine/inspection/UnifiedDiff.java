package io.godwit.engine.inspection;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two texts as {@code diff -u} shows it, without the two lines that name files:
 * the longest common subsequence of lines, with three lines around what differs.
 */
final class UnifiedDiff {

  private static final int CONTEXT = 3;

  /** Above so many pairs of lines nothing is compared: all of one goes, all of the other comes. */
  private static final long MOST = 4_000_000;

  private record Line(char sign, String text) {}

  private UnifiedDiff() {}

  static String of(String before, String after) {
    List<Line> lines = lines(split(before), split(after));
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < lines.size()) {
      int first = next(lines, at);
      if (first == lines.size()) {
        break;
      }
      int from = Math.max(at, first - CONTEXT);
      int to = end(lines, first);
      hunk(text, lines, from, to);
      at = to;
    }
    return text.toString();
  }

  private static List<String> split(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
  }

  private static int next(List<Line> lines, int from) {
    int at = from;
    while (at < lines.size() && lines.get(at).sign == ' ') {
      at++;
    }
    return at;
  }

  /** A hunk goes on while the next difference is near enough for the lines between to be shown. */
  private static int end(List<Line> lines, int first) {
    int at = first;
    while (true) {
      while (at < lines.size() && lines.get(at).sign != ' ') {
        at++;
      }
      int more = next(lines, at);
      if (more == lines.size() || more - at > 2 * CONTEXT) {
        return Math.min(lines.size(), at + CONTEXT);
      }
      at = more;
    }
  }

  private static void hunk(StringBuilder text, List<Line> lines, int from, int to) {
    List<Line> before = lines.subList(0, from);
    List<Line> shown = lines.subList(from, to);
    text.append("@@ -")
        .append(range(before, shown, '+'))
        .append(" +")
        .append(range(before, shown, '-'))
        .append(" @@\n");
    shown.forEach(line -> text.append(line.sign).append(line.text).append('\n'));
  }

  private static String range(List<Line> before, List<Line> shown, char not) {
    long start = before.stream().filter(line -> line.sign != not).count();
    long length = shown.stream().filter(line -> line.sign != not).count();
    return (length == 0 ? start : start + 1) + (length == 1 ? "" : "," + length);
  }

  private static List<Line> lines(List<String> before, List<String> after) {
    List<Line> lines = new ArrayList<>();
    if ((long) before.size() * after.size() > MOST) {
      before.forEach(line -> lines.add(new Line('-', line)));
      after.forEach(line -> lines.add(new Line('+', line)));
      return lines;
    }
    int[][] common = common(before, after);
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      boolean both = i < before.size() && j < after.size();
      if (both && before.get(i).equals(after.get(j))) {
        lines.add(new Line(' ', before.get(i++)));
        j++;
      } else if (j == after.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line('-', before.get(i++)));
      } else {
        lines.add(new Line('+', after.get(j++)));
      }
    }
    return lines;
  }

  /** How many lines the rest of one and the rest of the other have in common, at most. */
  private static int[][] common(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
