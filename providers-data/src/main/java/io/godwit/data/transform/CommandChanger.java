package io.godwit.data.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.godwit.api.file.FileTree;
import io.godwit.api.row.Row;
import io.godwit.api.step.Alarm;
import io.godwit.data.error.DataError;
import io.godwit.program.LineProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A program that transforms rows. It reads a row as a JSON object from each line, and writes a line
 * for each, in the same order: an object is the row that it becomes, a list of objects several,
 * {@code null} none, and a text says why it cannot be transformed.
 */
final class CommandChanger implements RowChanger {

  private static final int SHOWN = 200;
  private static final LineProgram.Codes CODES =
      new LineProgram.Codes(DataError.TRANSFORM_FAILED, DataError.TRANSFORM_UNAVAILABLE);

  private final LineProgram program;

  CommandChanger(Recipe recipe, Optional<FileTree> files, Function<Runnable, Alarm> alarms) {
    this.program = new LineProgram(recipe.program(), CODES, files, alarms);
  }

  @Override
  public List<Changed> apply(List<Row> rows) {
    return program.run(lines -> write(rows, lines), lines -> read(rows.size(), lines));
  }

  private static void write(List<Row> rows, Writer lines) throws IOException {
    for (Row row : rows) {
      lines.write(RowJson.write(row.values()));
      lines.write('\n');
    }
  }

  private List<Changed> read(int asked, BufferedReader lines) throws IOException {
    List<Changed> results = new ArrayList<>(asked);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        results.add(changed(line));
      }
    }
    if (results.size() != asked) {
      throw program.failure(
          "wrote "
              + results.size()
              + " lines for "
              + asked
              + " rows; it has to write one line of JSON for each that it reads, in the same order",
          null);
    }
    return results;
  }

  private Changed changed(String line) {
    @Nullable Object value;
    try {
      value = RowJson.read(line);
    } catch (JsonProcessingException e) {
      throw program.failure("wrote a line that is not JSON: " + shown(line), e);
    }
    if (value == null) {
      return Changed.into(List.of());
    }
    if (value instanceof String why) {
      return Changed.failed(why);
    }
    List<?> all = value instanceof List<?> several ? several : List.of(value);
    List<Row> rows = new ArrayList<>(all.size());
    for (Object one : all) {
      if (!(one instanceof Map<?, ?> object)) {
        throw program.failure(
            "wrote what is neither a row, a list of rows, null nor the reason why there is none: "
                + shown(line),
            null);
      }
      Row row = Row.empty();
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        row = row.with(String.valueOf(entry.getKey()), entry.getValue());
      }
      rows.add(row);
    }
    return Changed.into(rows);
  }

  private static String shown(String line) {
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
