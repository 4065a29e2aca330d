package io.godwit.data.script;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.data.error.DataError;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two ways that one file holds, under the comments of dbmate ({@code -- migrate:up}), goose
 * ({@code -- +goose Up}) or sql-migrate ({@code -- +migrate Up}). Each keeps the lines of the other
 * as blank ones, so that places in messages are those of the file. A file without such a comment is
 * a way up.
 *
 * @param up the way up
 * @param down the way back, if the file has it
 */
public record Parts(Part up, Optional<Part> down) {

  /** One way; alone says that its statements do not want a transaction. */
  public record Part(ScriptText text, boolean alone) {}

  private static final Pattern MARK =
      Pattern.compile(
          "--\\s*(?:migrate:|\\+goose\\s+|\\+migrate\\s+)(up|down)(?:\\s+(.*?))?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WHOLE_FILE_ALONE =
      Pattern.compile("--\\s*\\+goose\\s+NO\\s+TRANSACTION\\s*", Pattern.CASE_INSENSITIVE);

  /** Checks that nothing is null. */
  public Parts {
    Objects.requireNonNull(up, "up");
    Objects.requireNonNull(down, "down");
  }

  /**
   * Parts a file.
   *
   * @throws GodwitException if a mark stands there twice, the way back comes first, a statement
   *     stands before the first mark, or a mark has an unknown option
   */
  public static Parts of(ScriptText whole) {
    return new Reader(whole).read();
  }

  private static final class Reader {
    private final ScriptText whole;
    private final StringBuilder up = new StringBuilder();
    private final StringBuilder down = new StringBuilder();
    private boolean seenUp;
    private boolean seenDown;
    private boolean upAlone;
    private boolean downAlone;
    private boolean allAlone;

    Reader(ScriptText whole) {
      this.whole = whole;
    }

    Parts read() {
      List<String> lines = whole.text().lines().toList();
      if (lines.stream().noneMatch(line -> MARK.matcher(line).matches())) {
        return new Parts(new Part(whole, false), Optional.empty());
      }
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        Matcher mark = MARK.matcher(line);
        allAlone |= WHOLE_FILE_ALONE.matcher(line).matches();
        if (mark.matches()) {
          see(mark, i + 1);
          line = "";
        } else if (!seenUp && !isEmpty(line)) {
          throw fault(
              i + 1, "a statement before the first mark would never run; move it under one");
        }
        up.append(seenDown ? "" : line).append('\n');
        down.append(seenDown ? line : "").append('\n');
      }
      Part upPart = new Part(new ScriptText(whole.file(), up.toString()), upAlone || allAlone);
      return new Parts(upPart, downPart());
    }

    /** Tools write the mark into every new file: with nothing under it, nobody wrote a way back. */
    private Optional<Part> downPart() {
      return down.toString().lines().allMatch(Reader::isEmpty)
          ? Optional.empty()
          : Optional.of(
              new Part(new ScriptText(whole.file(), down.toString()), downAlone || allAlone));
    }

    private static boolean isEmpty(String line) {
      return line.isBlank() || line.stripLeading().startsWith("--");
    }

    private void see(Matcher mark, int number) {
      boolean isUp = mark.group(1).toLowerCase(Locale.ROOT).equals("up");
      if (isUp ? seenUp : seenDown) {
        throw fault(number, "this mark stands there twice; keep one of the two");
      }
      if (!isUp && !seenUp) {
        throw fault(number, "the way up has to come first");
      }
      if (isUp) {
        seenUp = true;
        upAlone = alone(mark, number);
      } else {
        seenDown = true;
        downAlone = alone(mark, number);
      }
    }

    private boolean alone(Matcher mark, int number) {
      String options = Objects.requireNonNullElse(mark.group(2), "").strip();
      return switch (options.toLowerCase(Locale.ROOT)) {
        case "", "transaction:true" -> false;
        case "transaction:false", "notransaction" -> true;
        default -> throw fault(number, "'" + options + "' is no option of this mark");
      };
    }

    private GodwitException fault(int line, String message) {
      return new GodwitException(
          Fault.at(new Place(whole.file(), line, 1), DataError.PARTS, message));
    }
  }
}
