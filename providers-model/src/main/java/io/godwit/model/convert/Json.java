package io.godwit.model.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.model.file.ModelError;
import java.io.IOException;
import java.io.InputStream;

/** Reads and writes small JSON files, keeping every number as it is written. */
final class Json {

  private static final int LONGEST = 16 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** The object in a file. */
  static ObjectNode read(FileTree tree, String path) {
    if (tree.files().stream().noneMatch(entry -> entry.path().equals(path))) {
      throw bad(path, "is not there");
    }
    try (InputStream in = tree.open(path)) {
      byte[] bytes = in.readNBytes(LONGEST);
      if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
        return object;
      }
      throw bad(path, "is no JSON object");
    } catch (JsonProcessingException e) {
      throw bad(path, "is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new GodwitException(
          ModelError.UNREADABLE, path + " cannot be read; see that it is there, then repeat", e);
    }
  }

  /** The object as a file. */
  static byte[] write(JsonNode object) {
    try {
      return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object) + "\n")
          .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is plain data", e);
    }
  }

  private static GodwitException bad(String path, String what) {
    return new GodwitException(
        Fault.at(
            Place.of(path),
            ModelError.BAD_RECIPE,
            "the file " + what + "; give one that is right"));
  }
}
