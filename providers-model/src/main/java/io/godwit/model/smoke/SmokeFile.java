package io.godwit.model.smoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.model.file.ModelError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an author writes for a smoke test: {@code docs/models.md}, "Smoke tests".
 *
 * @param model the ONNX file, by its path in the version; empty if there is only one
 * @param tolerance how far outputs may be from what is expected
 * @param cases inputs and outputs
 */
public record SmokeFile(Optional<String> model, Tolerance tolerance, List<SmokeCase> cases) {

  private static final int LONGEST = 16 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Checks that there is something to run. */
  public SmokeFile {
    cases = List.copyOf(cases);
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("it has no case");
    }
  }

  /**
   * Reads a tree that is one file.
   *
   * @throws GodwitException with {@link ModelError#BAD_SMOKE_FILE} if it cannot be right
   */
  public static SmokeFile read(FileTree tree) {
    List<FileTree.Entry> files = tree.files();
    if (files.size() != 1) {
      throw new GodwitException(
          ModelError.BAD_SMOKE_FILE, "smoke: names a folder; name a JSON file");
    }
    String path = files.get(0).path();
    try (InputStream in = tree.open(path)) {
      byte[] text = in.readNBytes(LONGEST + 1);
      if (text.length > LONGEST) {
        throw new IllegalArgumentException("it has more than " + LONGEST + " bytes");
      }
      return file(MAPPER.readTree(new String(text, StandardCharsets.UTF_8)));
    } catch (JsonProcessingException e) {
      Place place = new Place(path, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new GodwitException(
          Fault.at(place, ModelError.BAD_SMOKE_FILE, "it is no JSON: " + e.getOriginalMessage()));
    } catch (IllegalArgumentException e) {
      throw new GodwitException(
          Fault.at(
              Place.of(path),
              ModelError.BAD_SMOKE_FILE,
              e.getMessage() + "; docs/models.md has the form, under Smoke tests"));
    } catch (IOException e) {
      throw new GodwitException(ModelError.UNREADABLE, path + " cannot be read: " + e, e);
    }
  }

  private static SmokeFile file(JsonNode root) {
    members(root, "the file", "model", "tolerance", "cases");
    JsonNode tolerance = root.path("tolerance");
    if (!tolerance.isMissingNode()) {
      members(tolerance, "tolerance", "absolute", "relative");
    }
    List<SmokeCase> cases = new ArrayList<>();
    for (JsonNode one : list(root.path("cases"), "cases")) {
      cases.add(smokeCase(one, "cases[" + cases.size() + "]"));
    }
    return new SmokeFile(
        Optional.of(root.path("model")).filter(JsonNode::isTextual).map(JsonNode::asText),
        new Tolerance(
            number(tolerance.path("absolute"), "tolerance.absolute"),
            number(tolerance.path("relative"), "tolerance.relative")),
        cases);
  }

  private static SmokeCase smokeCase(JsonNode one, String where) {
    members(one, where, "name", "inputs", "outputs");
    Map<String, SmokeTensor> outputs = tensors(one.path("outputs"), where + ".outputs");
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException(where + " expects no output");
    }
    return new SmokeCase(
        one.path("name").asText(where), tensors(one.path("inputs"), where + ".inputs"), outputs);
  }

  private static Map<String, SmokeTensor> tensors(JsonNode node, String where) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(where + " is no mapping of names to tensors");
    }
    Map<String, SmokeTensor> tensors = new LinkedHashMap<>();
    node.properties()
        .forEach(
            member ->
                tensors.put(
                    member.getKey(), tensor(member.getValue(), where + "." + member.getKey())));
    return tensors;
  }

  private static SmokeTensor tensor(JsonNode node, String where) {
    members(node, where, "shape", "values");
    List<Long> shape = new ArrayList<>();
    for (JsonNode dimension : list(node.path("shape"), where + ".shape")) {
      if (!dimension.isIntegralNumber() || !dimension.canConvertToLong()) {
        throw new IllegalArgumentException(where + ".shape has " + dimension);
      }
      shape.add(dimension.asLong());
    }
    List<Object> values = new ArrayList<>();
    for (JsonNode value : list(node.path("values"), where + ".values")) {
      values.add(value(value, where));
    }
    try {
      return new SmokeTensor(shape, values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private static Object value(JsonNode value, String where) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.asLong();
    }
    if (value.isFloatingPointNumber()) {
      return value.asDouble();
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isTextual()) {
      return value.asText();
    }
    throw new IllegalArgumentException(
        where + ".values has " + value + "; values are numbers, booleans and texts, in one list");
  }

  private static double number(JsonNode node, String where) {
    if (!node.isMissingNode() && !node.isNumber()) {
      throw new IllegalArgumentException(where + " is no number");
    }
    return node.asDouble(0);
  }

  private static JsonNode list(JsonNode node, String where) {
    if (!node.isArray()) {
      throw new IllegalArgumentException(where + " is no list");
    }
    return node;
  }

  private static void members(JsonNode node, String where, String... known) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(where + " is no mapping");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!Set.of(known).contains(name)) {
                throw new IllegalArgumentException(
                    where + " has '" + name + "'; known are " + List.of(known));
              }
            });
  }
}
