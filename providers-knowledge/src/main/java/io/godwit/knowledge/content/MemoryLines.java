package io.godwit.knowledge.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.content.Memory;
import io.godwit.api.error.GodwitException;
import io.godwit.knowledge.content.Transformer.Result;
import io.godwit.knowledge.metadata.MetadataJson;
import io.godwit.program.LineProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Documents as JSON lines: {@code {"id": …, "text": …, "metadata": {…}}}. */
final class MemoryLines {

  private static final int SHOWN = 200;

  private final List<Memory> memories;
  private final LineProgram program;

  MemoryLines(List<Memory> memories, LineProgram program) {
    this.memories = memories;
    this.program = program;
  }

  void write(Writer out) throws IOException {
    for (Memory memory : memories) {
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("id", memory.id());
      line.put("text", memory.text());
      line.put("metadata", memory.metadata());
      out.write(MetadataJson.write(line));
      out.write('\n');
    }
  }

  /**
   * What a command has answered: one line for each document, in any order. What a line does not
   * have stays as it was; one with {@code error} says that the document cannot be transformed.
   */
  List<Result> read(BufferedReader lines) throws IOException {
    Map<String, Memory> asked = new LinkedHashMap<>();
    memories.forEach(memory -> asked.put(memory.id(), memory));
    Map<String, Result> answers = new LinkedHashMap<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        Result result = result(line, asked);
        if (answers.put(result.memory().id(), result) != null) {
          throw bad("answered twice for " + result.memory().id(), null);
        }
      }
    }
    List<Result> results = new ArrayList<>(memories.size());
    for (Memory memory : memories) {
      results.add(
          Optional.ofNullable(answers.get(memory.id()))
              .orElseThrow(() -> bad("did not answer for " + memory.id(), null)));
    }
    return results;
  }

  private Result result(String line, Map<String, Memory> asked) {
    JsonNode json = parse(line);
    Memory before = asked.get(json.path("id").asText());
    if (before == null) {
      throw bad("answered for what it was not asked: " + shown(line), null);
    }
    if (json.hasNonNull("error")) {
      return new Result(before, Optional.of(json.path("error").asText()));
    }
    Memory memory = before;
    if (json.has("text")) {
      if (!json.path("text").isTextual()) {
        throw bad("gave a text that is none: " + shown(line), null);
      }
      memory = memory.withText(json.path("text").textValue());
    }
    if (json.has("metadata")) {
      if (!(json.get("metadata") instanceof ObjectNode metadata)) {
        throw bad("gave metadata that is no object: " + shown(line), null);
      }
      memory = new Memory(memory.id(), memory.text(), MetadataJson.toMap(metadata));
    }
    return Result.of(memory);
  }

  private JsonNode parse(String line) {
    try {
      JsonNode json = MetadataJson.parse(line);
      if (!json.isObject()) {
        throw bad("wrote a line that is no JSON object: " + shown(line), null);
      }
      return json;
    } catch (JsonProcessingException e) {
      throw bad("wrote a line that is not JSON: " + shown(line), e);
    }
  }

  private static String shown(String line) {
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  private GodwitException bad(String how, @Nullable Exception cause) {
    return program.failure(
        how + "; it has to write one line of JSON for each line that it reads, with the same id",
        cause);
  }
}
