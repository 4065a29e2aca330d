package io.godwit.knowledge.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.KnowledgeError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the structure of metadata changes: first everything that moves is taken out, then put where
 * it goes, then what is to go is removed, then what is missing gets its default. Places are written
 * with dots between names. Nothing is overwritten: where a move would, that is an error, for the
 * value that was there would be lost without anyone having said so.
 *
 * @param move from where to where
 * @param defaults what a place gets where there is nothing; a value that reads as JSON is that,
 *     else it is a text
 * @param remove what goes
 * @param schema what has to be there then
 */
public record MetadataChange(
    Map<String, String> move,
    Map<String, String> defaults,
    List<String> remove,
    MetadataSchema schema) {

  /** Copies the collections. */
  public MetadataChange {
    move = Collections.unmodifiableMap(new LinkedHashMap<>(move));
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    remove = List.copyOf(remove);
  }

  /**
   * The metadata of a document in its new structure: JSON with sorted keys and no white space.
   *
   * @throws GodwitException {@link KnowledgeError#METADATA_CONFLICT} if a value would be lost;
   *     {@link KnowledgeError#METADATA_NOT_BY_SCHEMA} if it is not what it has to be
   */
  public String apply(String path, String metadata) {
    ObjectNode root = read(path, metadata);
    Map<String, JsonNode> moved = new LinkedHashMap<>();
    move.forEach((from, to) -> take(root, from).ifPresent(value -> moved.put(to, value)));
    moved.forEach(
        (to, value) -> {
          if (!put(root, to, value)) {
            throw new GodwitException(
                KnowledgeError.METADATA_CONFLICT,
                "Document "
                    + path
                    + " has something at "
                    + to
                    + " already, or above it; move or remove that too");
          }
        });
    remove.forEach(place -> take(root, place));
    defaults.forEach((place, value) -> put(root, place, parse(value)));
    String changed = write(root);
    schema.demand(path, changed);
    return changed;
  }

  private static ObjectNode read(String path, String metadata) {
    try {
      if (MetadataJson.MAPPER.readTree(metadata) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw noObject(path, e);
    }
    throw noObject(path, null);
  }

  private static GodwitException noObject(String path, @Nullable Exception cause) {
    return new GodwitException(
        KnowledgeError.METADATA_CONFLICT,
        "The metadata of document " + path + " is no JSON object; look at knowledge_document",
        cause);
  }

  private static Optional<JsonNode> take(ObjectNode root, String place) {
    int dot = place.lastIndexOf('.');
    Optional<ObjectNode> parent = dot < 0 ? Optional.of(root) : find(root, place.substring(0, dot));
    return parent.map(object -> object.remove(place.substring(dot + 1)));
  }

  private static Optional<ObjectNode> find(ObjectNode root, String place) {
    JsonNode node = root;
    for (String name : place.split("\\.", -1)) {
      node = node.path(name);
    }
    return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  /** Tells whether there was room. */
  private static boolean put(ObjectNode root, String place, JsonNode value) {
    String[] names = place.split("\\.", -1);
    ObjectNode object = root;
    for (int i = 0; i < names.length - 1; i++) {
      JsonNode next = object.get(names[i]);
      if (next == null) {
        object = object.putObject(names[i]);
      } else if (next instanceof ObjectNode inner) {
        object = inner;
      } else {
        return false;
      }
    }
    String last = names[names.length - 1];
    if (object.has(last)) {
      return false;
    }
    object.set(last, value);
    return true;
  }

  private static JsonNode parse(String value) {
    try {
      JsonNode parsed = MetadataJson.MAPPER.readTree(value);
      return parsed.isMissingNode() ? JsonNodeFactory.instance.textNode(value) : parsed;
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(value);
    }
  }

  private static String write(ObjectNode root) {
    return MetadataJson.write(MetadataJson.toMap(root));
  }
}
