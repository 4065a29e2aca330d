package io.godwit.knowledge.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The rows of a shard, one JSON object in each line, with a look at the next. */
final class RowLines implements AutoCloseable {

  private static final int LONGEST = 32 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final String file;
  private final InputStream in;
  private Optional<JsonNode> next = Optional.empty();
  private long before;
  private long after;

  RowLines(String file, InputStream in, long from) throws IOException {
    this.file = file;
    this.in = new BufferedInputStream(in, 1 << 16);
    this.in.skipNBytes(from);
    this.before = from;
    this.after = from;
  }

  /** Where the line begins that is to be taken next. */
  long offset() {
    return before;
  }

  /** The next line, which stays the next; empty at the end. */
  Optional<JsonNode> look() throws IOException {
    if (next.isEmpty()) {
      byte[] line = line();
      next = line.length == 0 ? Optional.empty() : Optional.of(parse(line));
    }
    return next;
  }

  /** Goes past the line that was looked at. */
  void take() {
    next = Optional.empty();
    before = after;
  }

  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b >= 0) {
      after++;
      if (b == '\n') {
        return line.size() == 0 ? line() : line.toByteArray();
      }
      if (line.size() == LONGEST) {
        throw Manifest.bad(where() + " has more than " + LONGEST + " bytes", null);
      }
      line.write(b);
      b = in.read();
    }
    return line.toByteArray();
  }

  private JsonNode parse(byte[] line) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      JsonNode json = JSON.readTree(text);
      if (!json.isObject()) {
        throw Manifest.bad(where() + " is no JSON object", null);
      }
      return json;
    } catch (CharacterCodingException e) {
      throw Manifest.bad(where() + " is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw Manifest.bad(where() + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** What messages call the line that is next. */
  String where() {
    return "the line of " + file + " that begins at byte " + before;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
