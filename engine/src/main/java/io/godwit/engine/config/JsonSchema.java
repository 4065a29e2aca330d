package io.godwit.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.config.Setting;
import io.godwit.api.embedding.EmbedderRef;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says in JSON Schema (draft 2020-12) how a record is written, by the same rules by which it is
 * bound, so that editors complete and check what authors write.
 */
public final class JsonSchema {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final boolean placeholders;
  private final Map<Class<?>, String> names = new LinkedHashMap<>();
  private final ObjectNode definitions = NODES.objectNode();

  private JsonSchema(boolean placeholders) {
    this.placeholders = placeholders;
  }

  /**
   * The schema of a record, indented, as text.
   *
   * @param type the record
   * @param title what the file is called
   * @param placeholders whether <code>${NAME}</code> may stand for any single value
   */
  public static String of(Class<? extends Record> type, String title, boolean placeholders) {
    return new JsonSchema(placeholders).document(type, title).toPrettyString() + "\n";
  }

  private ObjectNode document(Class<? extends Record> type, String title) {
    ObjectNode document = NODES.objectNode();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("title", title);
    document.setAll((ObjectNode) record(type));
    if (!definitions.isEmpty()) {
      document.set("$defs", definitions);
    }
    return document;
  }

  private JsonNode record(Class<?> type) {
    RecordShape<?> shape = RecordShape.of(type);
    ObjectNode schema = NODES.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    List<String> required =
        shape.parts().stream().filter(JsonSchema::required).map(RecordShape.Part::key).toList();
    shape.parts().stream()
        .filter(RecordShape.Part::written)
        .forEach(part -> properties.set(part.key(), property(part)));
    if (!required.isEmpty()) {
      schema.set("required", MAPPER.valueToTree(required));
    }
    return schema.put("additionalProperties", shape.open());
  }

  private static boolean required(RecordShape.Part part) {
    Class<?> raw = Binding.raw(part.type());
    return part.written()
        && part.byDefault().isEmpty()
        && raw != Optional.class
        && !Binding.COLLECTIONS.contains(raw);
  }

  private ObjectNode property(RecordShape.Part part) {
    ObjectNode schema = NODES.objectNode();
    schema.setAll(schema(part.type()));
    if (!part.doc().isEmpty()) {
      schema.put("description", part.doc());
    }
    part.byDefault().ifPresent(text -> schema.set("default", asDefault(part.type(), text)));
    return schema;
  }

  /** A default as editors insert it: a number as a number, a duration as its author wrote it. */
  private static JsonNode asDefault(Type type, String text) {
    Object written = SettingReader.read(text, "default").orThrow().plain();
    Object value =
        ScalarForms.of(Binding.raw(type)).map(form -> form.parse().apply(text)).orElse(written);
    boolean json = value instanceof Number || value instanceof Boolean;
    return MAPPER.valueToTree(json ? value : written);
  }

  private ObjectNode schema(Type type) {
    Class<?> raw = Binding.raw(type);
    if (raw == Optional.class) {
      return schema(Binding.argument(type, 0));
    }
    if (raw == List.class || raw == Set.class) {
      ObjectNode list = NODES.objectNode().put("type", "array");
      list.set("items", schema(Binding.argument(type, 0)));
      return raw == Set.class ? list.put("uniqueItems", true) : list;
    }
    if (raw == Map.class) {
      ObjectNode map = NODES.objectNode().put("type", "object");
      map.set("additionalProperties", schema(Binding.argument(type, 1)));
      return map;
    }
    return single(raw);
  }

  private ObjectNode single(Class<?> raw) {
    if (raw == Object.class || raw == Setting.class) {
      return NODES.objectNode();
    }
    if (Setting.class.isAssignableFrom(raw)) {
      return raw == Setting.Mapping.class
          ? NODES.objectNode().put("type", "object")
          : NODES.objectNode();
    }
    if (raw == EmbedderRef.class) {
      return anyOf("string", "object");
    }
    Optional<ScalarForm> form = ScalarForms.of(raw);
    if (form.isPresent()) {
      return orPlaceholder(MAPPER.valueToTree(form.get().schema()));
    }
    return reference(raw);
  }

  private static ObjectNode anyOf(String... types) {
    ObjectNode schema = NODES.objectNode();
    schema.set("type", MAPPER.valueToTree(types));
    return schema;
  }

  private ObjectNode orPlaceholder(ObjectNode form) {
    boolean anyText = !form.has("pattern") && form.path("type").toString().contains("string");
    if (!placeholders || anyText) {
      return form;
    }
    ObjectNode schema = NODES.objectNode();
    schema
        .putArray("anyOf")
        .add(form)
        .add(NODES.objectNode().put("type", "string").put("pattern", "\\$\\{.+\\}"));
    return schema;
  }

  private ObjectNode reference(Class<?> raw) {
    if (!names.containsKey(raw)) {
      String name = RecordShape.kebab(raw.getSimpleName());
      int others = (int) names.values().stream().filter(n -> n.startsWith(name)).count();
      names.put(raw, others == 0 ? name : name + "-" + (others + 1));
      definitions.set(names.get(raw), record(raw));
    }
    return NODES.objectNode().put("$ref", "#/$defs/" + names.get(raw));
  }
}
