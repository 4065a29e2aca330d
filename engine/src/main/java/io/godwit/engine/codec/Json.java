package io.godwit.engine.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.ReleaseId;
import io.godwit.api.name.RunId;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import io.godwit.engine.error.EngineError;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Writes records as JSON and reads them back: keys in a fixed order, identifiers and times as
 * texts. The same record always gives the same text, so that a digest of it means something.
 */
public final class Json {

  private static final ObjectMapper MAPPER = mapper();

  private Json() {}

  /** A record as JSON text. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          value.getClass().getName() + " cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** A record as a JSON tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads a record from text that {@link #write} has written.
   *
   * @throws GodwitException if the text is not that
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw unreadable(type, e);
    }
  }

  /**
   * Reads a record from a tree that {@link #tree} has made.
   *
   * @throws GodwitException if the tree is not that
   */
  public static <T> T read(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw unreadable(type, e);
    }
  }

  private static GodwitException unreadable(Class<?> type, Exception e) {
    return new GodwitException(
        EngineError.STATE_DAMAGED,
        "A stored "
            + type.getSimpleName()
            + " cannot be read; was the state store edited, or written by another version? ("
            + e.getMessage()
            + ")",
        e);
  }

  private static ObjectMapper mapper() {
    SimpleModule names = new SimpleModule("godwit");
    text(names, MigrationId.class, MigrationId::new);
    text(names, StepId.class, StepId::new);
    text(names, StepTypeName.class, StepTypeName::new);
    text(names, TargetName.class, TargetName::new);
    text(names, Version.class, Version::new);
    text(names, RunId.class, RunId::parse);
    text(names, ReleaseId.class, text -> new ReleaseId(Long.parseLong(text)));
    text(names, Digest.class, Digest::parse);
    text(names, ManifestRef.class, ManifestRef::parse);
    text(names, Instant.class, Instant::parse);
    text(names, Duration.class, Duration::parse);
    names.addKeyDeserializer(
        TargetName.class,
        new com.fasterxml.jackson.databind.KeyDeserializer() {
          @Override
          public Object deserializeKey(String key, DeserializationContext context) {
            return new TargetName(key);
          }
        });
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(names)
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }

  private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
    module.addSerializer(type, ToStringSerializer.instance);
    module.addDeserializer(type, new Text<>(type, parse));
  }

  /** Reads a value of which the JSON holds the text. */
  private static final class Text<T> extends FromStringDeserializer<T> {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parse;

    Text(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    protected T _deserialize(String value, DeserializationContext context) {
      return parse.apply(value);
    }
  }
}
