package io.godwit.data.script;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.name.Digest;
import io.godwit.data.error.DataError;

/**
 * A script in its canonical form: without byte-order mark, lines ended by LF. Checksums are over
 * this form and it is what runs, so that one file has one checksum and one effect, however a
 * checkout has ended its lines.
 *
 * @param file the path as the author would type it
 * @param text the canonical text
 */
public record ScriptText(String file, String text) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * Brings the text into its canonical form.
   *
   * @throws GodwitException if a NUL stands in it
   */
  public ScriptText {
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      text = text.substring(1);
    }
    text = text.replace("\r\n", "\n");
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new GodwitException(
          Fault.at(
              place(file, text, nul),
              DataError.ENCODING,
              "a NUL character stands in the script, which no database accepts; save it as UTF-8"
                  + " text"));
    }
  }

  /** The checksum of the canonical form. */
  public Digest checksum() {
    return Digest.of(text);
  }

  /** The line and column of a character. */
  Place place(int index) {
    return place(file, text, index);
  }

  private static Place place(String file, String text, int index) {
    int lineStart = text.lastIndexOf('\n', index - 1) + 1;
    int line = 1;
    for (int i = text.indexOf('\n'); i >= 0 && i < lineStart; i = text.indexOf('\n', i + 1)) {
      line++;
    }
    return new Place(file, line, text.codePointCount(lineStart, index) + 1);
  }
}
