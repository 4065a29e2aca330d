package io.godwit.config.format;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.Document;
import io.godwit.config.document.Source;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * The bytes of a configuration file as a document, and back: the encoding and the byte-order mark
 * stay as they are.
 *
 * @param file the path that messages show
 * @param format its format
 */
public record ConfigFile(String file, ConfigFormat format) {

  /** The bytes that a configuration file may have. */
  public static final int LARGEST = 4 << 20;

  private static final String MARK = "\uFEFF";

  /** By the ending of its name. */
  public static ConfigFile of(String file) {
    return new ConfigFile(file, ConfigFormat.of(file));
  }

  /**
   * Reads it.
   *
   * @throws GodwitException if it is too large, of no known encoding or not of its format
   */
  public Document read(byte[] bytes) {
    return document(decoded(bytes, charset(bytes)));
  }

  /** The bytes of the changed document. */
  public byte[] changed(byte[] bytes, UnaryOperator<Document> change) {
    Charset charset = charset(bytes);
    String text = decoded(bytes, charset);
    String mark = text.startsWith(MARK) ? MARK : "";
    return (mark + change.apply(document(text)).text()).getBytes(charset);
  }

  private Document document(String text) {
    return format
        .syntax()
        .parse(new Source(file, text.startsWith(MARK) ? text.substring(1) : text));
  }

  /** Properties were ISO 8859-1 before they were UTF-8; everything else is UTF-8. */
  private Charset charset(byte[] bytes) {
    if (bytes.length > LARGEST) {
      throw at(ConfigFileError.CONFIG_TOO_LARGE, "this file has more than 4 MiB; split it");
    }
    boolean old = format == ConfigFormat.PROPERTIES && !isUtf8(bytes);
    return old ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private String decoded(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw at(
          ConfigFileError.CONFIG_SYNTAX, "this file is not UTF-8; convert it, then plan again");
    }
  }

  private GodwitException at(ConfigFileError code, String message) {
    return new GodwitException(Fault.at(Place.of(file), code, message));
  }
}
