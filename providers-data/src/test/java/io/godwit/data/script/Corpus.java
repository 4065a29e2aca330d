package io.godwit.data.script;

import io.godwit.sql.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The scripts of a corpus file. Each begins with {@code #### 3 what is hard about it}, where the
 * number is that of its statements, or with {@code #### refused 2:8 …}, the line and column.
 */
public final class Corpus {

  private static final Pattern HEADING =
      Pattern.compile("(?m)^#### (\\d+|refused (\\d+:\\d+)) (.+)\n");

  /**
   * A script.
   *
   * @param statements how many statements it has; 0 where it is refused
   * @param refusedAt line and column, or empty
   */
  public record Sample(String name, String text, int statements, String refusedAt) {

    /** Whether the database's shell refuses it. */
    public boolean isRefused() {
      return !refusedAt.isEmpty();
    }

    /** The script as other editors and systems would have saved it. */
    Stream<Sample> forms() {
      return Stream.of(
          this,
          named("lines ended by CRLF", text.replace("\n", "\r\n")),
          named("a byte-order mark", "\uFEFF" + text),
          named("no line end at the end", text.stripTrailing()),
          named("a page of comments before", "-- ;\n".repeat(40) + text));
    }

    private Sample named(String form, String changed) {
      return new Sample(name + ", with " + form, changed, statements, refusedAt);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private Corpus() {}

  /** The scripts that run. */
  public static List<Sample> valid(Dialect dialect) {
    return of(dialect).stream().filter(sample -> !sample.isRefused()).toList();
  }

  static List<Sample> refused(Dialect dialect) {
    return of(dialect).stream().filter(Sample::isRefused).toList();
  }

  private static List<Sample> of(Dialect dialect) {
    String file = read(dialect.name().toLowerCase(Locale.ROOT) + ".corpus");
    List<Sample> samples = new ArrayList<>();
    Matcher heading = HEADING.matcher(file);
    boolean found = heading.find();
    while (found) {
      String count = heading.group(1);
      String place = Objects.requireNonNullElse(heading.group(2), "");
      String name = heading.group(3);
      int from = heading.end();
      found = heading.find();
      String text = file.substring(from, found ? heading.start() : file.length());
      samples.add(new Sample(name, text, place.isEmpty() ? Integer.parseInt(count) : 0, place));
    }
    return samples;
  }

  private static String read(String name) {
    try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
