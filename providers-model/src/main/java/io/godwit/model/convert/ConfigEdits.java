package io.godwit.model.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.error.GodwitException;
import io.godwit.model.file.ModelError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes a model's {@code config.json}: keys move, are removed and are set, in this order. */
final class ConfigEdits {

  private final ObjectNode root;

  private ConfigEdits(ObjectNode root) {
    this.root = root;
  }

  /** Changes the object. */
  static ObjectNode apply(ObjectNode root, Recipe.Edits edits) {
    ConfigEdits editing = new ConfigEdits(root);
    Map<String, JsonNode> moved = new TreeMap<>();
    new TreeMap<>(edits.move()).forEach((from, to) -> moved.put(to, editing.take(from)));
    edits.remove().forEach(editing::take);
    moved.forEach(editing::put);
    new TreeMap<>(edits.set()).forEach((key, value) -> editing.put(key, Json.value(value)));
    return root;
  }

  private JsonNode take(String key) {
    List<String> parts = List.of(key.split("\\.", -1));
    JsonNode at = root;
    for (String part : parts.subList(0, parts.size() - 1)) {
      at = at.path(part);
    }
    JsonNode taken =
        at instanceof ObjectNode object ? object.remove(parts.get(parts.size() - 1)) : null;
    if (taken == null) {
      throw bad("config.json has no key " + key);
    }
    return taken;
  }

  private void put(String key, JsonNode value) {
    List<String> parts = List.of(key.split("\\.", -1));
    ObjectNode at = root;
    for (String part : parts.subList(0, parts.size() - 1)) {
      JsonNode next = at.get(part);
      if (next != null && !next.isObject()) {
        throw bad("in config.json, " + part + " of " + key + " is no object");
      }
      at = next == null ? at.putObject(part) : (ObjectNode) next;
    }
    at.set(parts.get(parts.size() - 1), value);
  }

  private static GodwitException bad(String what) {
    return new GodwitException(ModelError.BAD_RECIPE, what + "; mend the step's config");
  }
}
