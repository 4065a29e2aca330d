package io.godwit.embedder.onnxruntime.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.embedder.onnxruntime.tokenizer.Tokenizer.Frame;
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
 * Reads a {@code tokenizer.json} of Hugging Face's tokenizers. What is of a kind that is not known
 * here is refused: tokens that are nearly right give vectors that are quietly wrong. It is our own
 * reader because theirs, which there is for Java too, ends the whole process when a file or a text
 * displeases it (a panic of native code), and a process moves much else beside.
 */
public final class TokenizerFile {

  private static final int LARGEST = 64 << 20;
  private static final int LONGEST_FRAME = 16;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Section root;
  private final ModelReader model;

  private TokenizerFile(Path file, JsonNode root) {
    this.root = new Section(file, "tokenizer", root);
    this.model = new ModelReader(this.root.in("model"));
  }

  /**
   * Reads it.
   *
   * @throws GodwitException {@link ModelError#BAD_TOKENIZER} if it is broken or of another kind
   */
  public static Tokenizer read(Path file) {
    byte[] bytes = bytes(file);
    try {
      return new TokenizerFile(file, MAPPER.readTree(bytes)).tokenizer(Digest.of(bytes));
    } catch (JsonProcessingException e) {
      throw Section.bad(file, "is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw Section.bad(file, "has more than 64 MiB");
      }
      return bytes;
    } catch (IOException e) {
      throw new GodwitException(
          ModelError.UNREADABLE, file + " cannot be read; look at its rights", e);
    }
  }

  private Tokenizer tokenizer(Digest digest) {
    WordModel words = model.read();
    Normalizer normalizer = NormalizerReader.read(root.in("normalizer"));
    return new Tokenizer(
        new Tokenizer.Parts(
            normalizer, added(normalizer), SplitterReader.read(root.in("pre_tokenizer")), words),
        frame(root.in("post_processor")),
        digest);
  }

  private AddedTokens added(Normalizer normalizer) {
    Map<String, Integer> raw = new HashMap<>();
    Map<String, Integer> normalised = new HashMap<>();
    for (Section token : root.all("added_tokens")) {
      String content = token.text("content");
      if (!token.flag("special", false) && !content.isEmpty()) {
        for (String side : List.of("single_word", "lstrip", "rstrip")) {
          if (token.flag(side, false)) {
            throw root.bad("has an added token '" + content + "' with " + side);
          }
        }
        boolean changed = token.flag("normalized", true);
        String found = changed ? normalizer.normalise(content) : content;
        if (!found.isEmpty()) {
          (changed ? normalised : raw).put(found, number(token.node().path("id")));
        }
      }
    }
    return new AddedTokens(new AddedTokens.Finder(raw), new AddedTokens.Finder(normalised));
  }

  private Frame frame(Section post) {
    if (post.absent()) {
      return Frame.NONE;
    }
    Frame frame =
        switch (post.type()) {
          case "ByteLevel" -> Frame.NONE; // it only moves offsets
          case "BertProcessing", "RobertaProcessing" ->
              new Frame(
                  List.of(number(post.node().path("cls").path(1))),
                  List.of(number(post.node().path("sep").path(1))));
          case "TemplateProcessing" -> template(post);
          case "Sequence" -> sequence(post);
          default ->
              throw post.unknown(
                  "BertProcessing, ByteLevel, RobertaProcessing, Sequence and TemplateProcessing");
        };
    if (frame.before().size() + frame.after().size() > LONGEST_FRAME) {
      throw post.bad("puts more than " + LONGEST_FRAME + " tokens around a text");
    }
    return frame;
  }

  private Frame sequence(Section post) {
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (Section processor : post.all("processors")) {
      Frame frame = frame(processor);
      before.addAll(0, frame.before());
      after.addAll(frame.after());
    }
    return new Frame(List.copyOf(before), List.copyOf(after));
  }

  private Frame template(Section post) {
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    boolean text = false;
    for (JsonNode part : post.node().path("single")) {
      if (!part.has("Sequence")) {
        (text ? after : before).addAll(tokens(post, part.path("SpecialToken").path("id").asText()));
      } else if (text || !part.path("Sequence").path("id").asText("A").equals("A")) {
        throw post.bad("has a template that takes a text twice, or a second text");
      } else {
        text = true;
      }
    }
    if (!text) {
      throw post.bad("has a template without the text");
    }
    return new Frame(List.copyOf(before), List.copyOf(after));
  }

  private List<Integer> tokens(Section post, String name) {
    JsonNode ids = post.node().path("special_tokens").path(name).path("ids");
    if (ids.isEmpty()) {
      return List.of(
          model
              .token(name)
              .orElseThrow(
                  () -> post.bad("has no token '" + name + "' with a number in its vocabulary")));
    }
    List<Integer> tokens = new ArrayList<>();
    ids.forEach(id -> tokens.add(number(id)));
    return tokens;
  }

  private int number(JsonNode id) {
    if (!id.isInt() || id.intValue() < 0) {
      throw root.bad("numbers a token with " + id);
    }
    return id.intValue();
  }
}
