package io.godwit.embedder.onnxruntime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.name.Digest;
import io.godwit.model.file.ModelError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a {@code tokenizer.json} of Hugging Face's tokenizers, as far as BERT and its kin need it:
 * the model WordPiece with a BertNormalizer and a BertPreTokenizer. What is of another kind is
 * refused: tokens that are nearly right give vectors that are quietly wrong.
 */
final class TokenizerFile {

  private static final int LARGEST = 64 << 20;
  private static final int USUAL_LONGEST_WORD = 100;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path file;
  private final JsonNode root;
  private final Map<String, Integer> vocabulary = new HashMap<>();

  private TokenizerFile(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /** Reads it. */
  static Tokenizer read(Path file) {
    byte[] bytes = bytes(file);
    try {
      return new TokenizerFile(file, MAPPER.readTree(bytes)).tokenizer(Digest.of(bytes));
    } catch (JsonProcessingException e) {
      throw bad(file, "is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw bad(file, "has more than 64 MiB");
      }
      return bytes;
    } catch (IOException e) {
      throw new GodwitException(
          ModelError.UNREADABLE, file + " cannot be read; look at its rights", e);
    }
  }

  private Tokenizer tokenizer(Digest digest) {
    JsonNode model = root.path("model");
    demand(model, "model", "WordPiece");
    demand(root.path("pre_tokenizer"), "pre_tokenizer", "BertPreTokenizer");
    model
        .path("vocab")
        .properties()
        .forEach(entry -> vocabulary.put(entry.getKey(), entry.getValue().asInt(-1)));
    Tokenizer.Rules rules =
        new Tokenizer.Rules(
            number(model.path("unk_token").asText("[UNK]")),
            model.path("continuing_subword_prefix").asText("##"),
            model.path("max_input_chars_per_word").asInt(USUAL_LONGEST_WORD));
    return new Tokenizer(words(), Map.copyOf(vocabulary), rules, frame(), digest);
  }

  private BertWords words() {
    JsonNode normalizer = root.path("normalizer");
    if (normalizer.isNull() || normalizer.isMissingNode()) {
      return new BertWords(false, false, false, false);
    }
    demand(normalizer, "normalizer", "BertNormalizer");
    boolean lowercase = normalizer.path("lowercase").asBoolean(true);
    return new BertWords(
        normalizer.path("clean_text").asBoolean(true),
        normalizer.path("handle_chinese_chars").asBoolean(true),
        normalizer.path("strip_accents").asBoolean(lowercase),
        lowercase);
  }

  private Tokenizer.Frame frame() {
    JsonNode post = root.path("post_processor");
    if (post.isNull() || post.isMissingNode()) {
      return new Tokenizer.Frame(List.of(), List.of());
    }
    if (post.path("type").asText().equals("BertProcessing")) {
      return new Tokenizer.Frame(
          List.of(number(post.path("cls").path(0).asText())),
          List.of(number(post.path("sep").path(0).asText())));
    }
    demand(post, "post_processor", "TemplateProcessing");
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    boolean text = false;
    for (JsonNode part : post.path("single")) {
      if (part.has("Sequence")) {
        text = true;
      } else {
        (text ? after : before).add(number(part.path("SpecialToken").path("id").asText()));
      }
    }
    return new Tokenizer.Frame(List.copyOf(before), List.copyOf(after));
  }

  private int number(String token) {
    Integer number = vocabulary.get(token);
    if (number == null || number < 0) {
      throw bad(file, "has no token '" + token + "' with a number in its vocabulary");
    }
    return number;
  }

  private void demand(JsonNode part, String name, String type) {
    String found = part.path("type").asText("nothing");
    if (!found.equals(type)) {
      throw bad(
          file,
          "has a " + name + " of the type " + found + ", and only " + type + " is known here");
    }
  }

  private static GodwitException bad(Path file, String what) {
    return new GodwitException(
        Fault.at(
            Place.of(file.toString()),
            ModelError.BAD_TOKENIZER,
            "the tokenizer "
                + what
                + "; give one of a BERT (WordPiece), or let a server embed: provider: openai"));
  }
}
