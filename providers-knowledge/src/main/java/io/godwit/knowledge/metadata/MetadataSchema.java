package io.godwit.knowledge.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.KnowledgeError;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has to be known about documents: a kind of value for each place, with a question mark where
 * it may be missing. What stands elsewhere is nobody's business.
 *
 * @param kinds {@code rating: integer}, {@code source.url: text?}
 */
public record MetadataSchema(Map<String, String> kinds) {

  /** That everything is right. */
  public static final MetadataSchema NONE = new MetadataSchema(Map.of());

  private static final String OPTIONAL = "?";

  /**
   * Sorts the places.
   *
   * @throws IllegalArgumentException if a place or a kind is none
   */
  public MetadataSchema {
    kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
    kinds.forEach(
        (place, kind) -> {
          TransformMetadataConfig.check(place);
          var unused = Kind.of(kind);
        });
  }

  private enum Kind {
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN,
    LIST,
    OBJECT;

    static Kind of(String written) {
      String name =
          written.endsWith(OPTIONAL) ? written.substring(0, written.length() - 1) : written;
      for (Kind kind : values()) {
        if (kind.toString().equals(name)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(
          "metadata is text, integer, number, boolean, list or object, with a ? where it may be"
              + " missing; not '"
              + written
              + "'");
    }

    boolean fits(JsonNode value) {
      return switch (this) {
        case TEXT -> value.isTextual();
        case INTEGER -> value.isIntegralNumber();
        case NUMBER -> value.isNumber();
        case BOOLEAN -> value.isBoolean();
        case LIST -> value.isArray();
        case OBJECT -> value.isObject();
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is wrong with the metadata of a document, if anything: the first such place. */
  public Optional<String> fault(String metadata) {
    JsonNode root = parse(metadata);
    for (Map.Entry<String, String> each : kinds.entrySet()) {
      JsonNode value =
          root.at("/" + each.getKey().replace("~", "~0").replace("/", "~1").replace('.', '/'));
      boolean missing = value.isMissingNode() || value.isNull();
      if (missing && !each.getValue().endsWith(OPTIONAL)) {
        return Optional.of(
            "has nothing at " + each.getKey() + ", which is to be " + each.getValue());
      }
      if (!missing && !Kind.of(each.getValue()).fits(value)) {
        return Optional.of(
            "has " + shown(value) + " at " + each.getKey() + ", which is to be " + each.getValue());
      }
    }
    return Optional.empty();
  }

  /**
   * Looks whether the metadata of a document are what they have to be.
   *
   * @throws GodwitException {@link KnowledgeError#METADATA_NOT_BY_SCHEMA} if not
   */
  public void demand(String path, String metadata) {
    Optional<String> fault = fault(metadata);
    if (fault.isPresent()) {
      throw new GodwitException(
          KnowledgeError.METADATA_NOT_BY_SCHEMA,
          "The metadata of document " + path + " " + fault.get() + "; mend it, or the schema");
    }
  }

  private static JsonNode parse(String metadata) {
    try {
      return MetadataJson.parse(metadata);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("metadata that is no JSON", e);
    }
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
