package io.godwit.engine.repository.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.object.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads and writes the JSON objects. Reading is strict: what the format document does not name is
 * an error, and so are duplicate keys, trailing text, deep nesting and numbers in quotes.
 */
public final class Documents {

  /** The version of the format that this program writes, and the newest that it reads. */
  public static final int FORMAT = 1;

  private static final int DEEPEST = 16;
  private static final int LONGEST_TEXT = 16 << 10;
  private static final JsonFactory FACTORY = factory();
  private static final ObjectMapper MAPPER = mapper();

  private Documents() {}

  /** The bytes of a document. */
  public static byte[] write(Object document) {
    try {
      return MAPPER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a document of format 1.
   *
   * @throws GodwitException with {@link ArtifactError#NEWER_FORMAT} if it is of a later format,
   *     {@link ArtifactError#DAMAGED} if it is not such a document
   */
  public static <T> T read(Class<T> type, ObjectKey key, byte[] bytes) {
    try {
      requireKnownFormat(key, bytes);
      return MAPPER.readValue(bytes, type);
    } catch (IOException | IllegalArgumentException e) {
      throw ObjectStore.damaged(key, "is not a document of format " + FORMAT, e);
    }
  }

  /** The bytes of a document that nothing refers to. */
  public static byte[] writeChecked(Object document) {
    return Checked.add(write(document));
  }

  /** Reads a document that nothing refers to; otherwise as {@link #read}. */
  public static <T> T readChecked(Class<T> type, ObjectKey key, byte[] bytes) {
    try {
      return read(type, key, Checked.remove(bytes));
    } catch (IllegalArgumentException e) {
      throw ObjectStore.damaged(key, "does not have the digest that it says", e);
    }
  }

  static ObjectMapper mapperForDescriptor() {
    return MAPPER;
  }

  /** The error for what only a newer program can read. */
  static GodwitException newer(String what, long version) {
    return new GodwitException(
        ArtifactError.NEWER_FORMAT,
        what
            + " needs format "
            + version
            + ", and this Godwit knows "
            + FORMAT
            + "; use the Godwit that wrote it, or a newer one");
  }

  private static void requireKnownFormat(ObjectKey key, byte[] bytes) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      boolean first =
          parser.nextToken() == JsonToken.START_OBJECT
              && "format".equals(parser.nextFieldName())
              && parser.nextToken() == JsonToken.VALUE_NUMBER_INT;
      if (!first || parser.getLongValue() < 1) {
        throw new IllegalArgumentException("does not begin with its format");
      }
      if (parser.getLongValue() > FORMAT) {
        throw newer("Object " + key + " of the repository", parser.getLongValue());
      }
    }
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(LONGEST_TEXT)
                .maxNameLength(1 << 10)
                .maxNumberLength(20)
                .maxDocumentLength(ObjectStore.LARGEST)
                .build())
        .build();
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder(FACTORY)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .addModule(TextTypes.module())
        .build();
  }
}
