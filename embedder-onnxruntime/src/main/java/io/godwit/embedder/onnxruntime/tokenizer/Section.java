package io.godwit.embedder.onnxruntime.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.model.file.ModelError;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A section of a {@code tokenizer.json}.
 *
 * @param file the file
 * @param name its name there
 * @param node what it has
 */
record Section(Path file, String name, JsonNode node) {

  /** The section of a name in this one. */
  Section in(String child) {
    return new Section(file, child, node.path(child));
  }

  /** The sections of a list in this one. */
  List<Section> all(String children) {
    return StreamSupport.stream(node.path(children).spliterator(), false)
        .map(child -> new Section(file, name, child))
        .toList();
  }

  /** Whether there is nothing. */
  boolean absent() {
    return absent(node);
  }

  private static boolean absent(JsonNode value) {
    return value.isNull() || value.isMissingNode();
  }

  /** What kind it is of. */
  String type() {
    return node.path("type").asText("nothing");
  }

  /** A switch; this if it does not say. */
  boolean flag(String key, boolean usual) {
    JsonNode value = node.path(key);
    return absent(value) ? usual : value.asBoolean(usual);
  }

  /** A text; empty if it has none. */
  String text(String key) {
    return node.path(key).isTextual() ? node.path(key).asText() : "";
  }

  /** Refuses a setting that has another value than is known here. */
  void demand(boolean known, String key) {
    if (!known) {
      throw bad("has a " + name + " " + type() + " with " + key + ": " + shown(node.path(key)));
    }
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  /** Refuses a kind that is not known here. */
  GodwitException unknown(String known) {
    return bad("has a " + name + " of the type " + type() + ", and " + known + " are known here");
  }

  /** Refuses the file. */
  GodwitException bad(String what) {
    return bad(file, what);
  }

  static GodwitException bad(Path file, String what) {
    return new GodwitException(
        Fault.at(
            Place.of(file.toString()),
            ModelError.BAD_TOKENIZER,
            "the tokenizer "
                + what
                + "; give a model with another, or let a server embed: provider: openai"));
  }
}
