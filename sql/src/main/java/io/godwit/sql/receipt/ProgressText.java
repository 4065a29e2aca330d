package io.godwit.sql.receipt;

import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Tally;
import io.godwit.sql.SqlError;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A progress as it stands in a receipt: {@code 1 complete}, then a line {@code c KEY VALUE} for
 * each value of the checkpoint and a line {@code t WHAT DONE TOTAL} for each tally, texts
 * percent-encoded.
 */
final class ProgressText {

  private static final String VERSION = "1";

  private ProgressText() {}

  static String write(Progress progress) {
    StringBuilder text = new StringBuilder(VERSION);
    text.append(progress.complete() ? " complete" : " partial");
    new TreeMap<>(progress.checkpoint().values())
        .forEach((key, value) -> line(text, "c", encoded(key), encoded(value)));
    for (Tally tally : progress.tallies()) {
      line(text, "t", encoded(tally.what()), tally.done() + " " + tally.total());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String kind, String key, String value) {
    text.append('\n').append(kind).append(' ').append(key).append(' ').append(value);
  }

  /**
   * Reads it back.
   *
   * @throws GodwitException {@link SqlError#BAD_RECEIPT} if it is none
   */
  static Progress read(String text) {
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals("1 complete") && !lines[0].equals("1 partial")) {
      throw bad(lines[0], null);
    }
    Map<String, String> checkpoint = new HashMap<>();
    List<Tally> tallies = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      readLine(lines[i], checkpoint, tallies);
    }
    return new Progress(lines[0].endsWith("complete"), new Checkpoint(checkpoint), tallies);
  }

  private static void readLine(String line, Map<String, String> checkpoint, List<Tally> tallies) {
    String[] words = line.split(" ", -1);
    try {
      if (words[0].equals("c") && words.length == 3) {
        checkpoint.put(decoded(words[1]), decoded(words[2]));
        return;
      }
      if (words[0].equals("t") && words.length == 4) {
        tallies.add(
            new Tally(decoded(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3])));
        return;
      }
    } catch (IllegalArgumentException e) {
      throw bad(line, e);
    }
    throw bad(line, null);
  }

  private static GodwitException bad(String line, @Nullable Exception cause) {
    return new GodwitException(
        SqlError.BAD_RECEIPT,
        "a receipt in godwit_receipt holds '"
            + line
            + "', which this version of Godwit cannot read; use the version that wrote it",
        cause);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
