package io.godwit.knowledge.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.KnowledgeError;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents from JSON lines: {@code {"id": …, "text": …, "metadata": {…}}}. A line may have
 * 16 MiB, so that a file without line ends is an error and does not fill the memory.
 */
final class RecordReader implements AutoCloseable {

  private static final int LONGEST = 16 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final String file;
  private final InputStream in;
  private long offset;

  RecordReader(String file, InputStream in, long offset) throws IOException {
    this.file = file;
    this.in = new BufferedInputStream(in, 1 << 16);
    this.in.skipNBytes(offset);
    this.offset = offset;
  }

  /**
   * A document.
   *
   * @param id what it is known by, which is its path in the collection
   * @param text its text
   * @param metadata JSON with sorted keys
   * @param bytes how long its line is
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Document(String id, byte[] text, String metadata, long bytes) {}

  /** Where the next line begins, in bytes. */
  long offset() {
    return offset;
  }

  /**
   * The next document.
   *
   * @throws GodwitException {@link KnowledgeError#BAD_RECORD} if the line holds none; the line has
   *     been read, and the next can be
   */
  Optional<Document> next() throws IOException {
    byte[] line = line();
    while (line.length > 0 && isBlank(line)) {
      line = line();
    }
    return line.length == 0 ? Optional.empty() : Optional.of(document(line));
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != '\n' && b != '\r' && b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  /** With its end; nothing at the end of the file. */
  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    long from = offset;
    while (b >= 0) {
      offset++;
      if (offset - from <= LONGEST) {
        line.write(b);
      }
      if (b == '\n') {
        break;
      }
      b = in.read();
    }
    if (offset - from > LONGEST) {
      throw bad(from, "has more than " + LONGEST + " bytes", null);
    }
    return line.toByteArray();
  }

  private Document document(byte[] line) {
    long from = offset - line.length;
    JsonNode json = parse(line, from);
    JsonNode id = json.path("id");
    JsonNode text = json.path("text");
    JsonNode metadata = json.path("metadata");
    if (!(id.isTextual() || id.isIntegralNumber()) || id.asText().isBlank()) {
      throw bad(from, "has no id", null);
    }
    if (!text.isTextual()) {
      throw bad(from, "has no text", null);
    }
    if (!metadata.isMissingNode() && !metadata.isObject()) {
      throw bad(from, "has metadata that is no object", null);
    }
    boolean nul = id.asText().indexOf(0) >= 0 || text.asText().indexOf(0) >= 0;
    if (nul || metadata.toString().contains("\\u0000")) {
      throw bad(from, "has a NUL, which no text has", null);
    }
    byte[] bytes = text.asText().getBytes(StandardCharsets.UTF_8);
    return new Document(id.asText(), bytes, metadata(id.asText(), metadata), line.length);
  }

  private JsonNode parse(byte[] line, long from) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      JsonNode json = JSON.readTree(text);
      if (!json.isObject()) {
        throw bad(from, "is no JSON object", null);
      }
      return json;
    } catch (CharacterCodingException e) {
      throw bad(from, "is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw bad(from, "is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String metadata(String id, JsonNode given) {
    ObjectNode all = JSON.createObjectNode();
    all.put("format", DocumentSource.format(id).mediaType());
    all.put("title", id);
    if (given instanceof ObjectNode object) {
      all.setAll(object);
    }
    try {
      return JSON.writeValueAsString(JSON.treeToValue(all, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON that cannot be written", e);
    }
  }

  private GodwitException bad(long at, String what, @Nullable Exception cause) {
    return new GodwitException(
        KnowledgeError.BAD_RECORD,
        "The line of " + file + " that begins at byte " + at + " " + what + "; mend it",
        cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
