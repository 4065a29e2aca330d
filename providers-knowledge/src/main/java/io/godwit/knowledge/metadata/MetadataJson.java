package io.godwit.knowledge.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metadata as JSON: numbers keep their digits; what is written has sorted keys, no white space. */
public final class MetadataJson {

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> VALUES =
      new TypeReference<>() {};

  private MetadataJson() {}

  /** An object as its texts, truth values, numbers, lists and maps. */
  public static Map<String, @Nullable Object> toMap(ObjectNode object) {
    try {
      return MAPPER.treeToValue(object, VALUES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON that is no tree of values", e);
    }
  }

  /** Any JSON; the caller looks what it is. */
  public static JsonNode parse(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }

  /** Values as JSON. */
  public static String write(Map<String, @Nullable Object> values) {
    try {
      return MAPPER.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "it cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The same, of values that somebody else's code has made: read again, so that it is JSON.
   *
   * @throws IllegalArgumentException if it is none, or has a NUL, which PostgreSQL cannot keep
   */
  public static String written(Map<String, @Nullable Object> values) {
    String json = write(values);
    try {
      if (!(parse(json) instanceof ObjectNode object)) {
        throw new IllegalArgumentException("its metadata is no object");
      }
      if (json.contains("\\u0000")) {
        throw new IllegalArgumentException("its metadata has a NUL");
      }
      return write(toMap(object));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("its metadata is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
