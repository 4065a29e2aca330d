package io.godwit.embedder.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model of one node: it looks up the vector of each token. With the tokenizer of BERT's tests.
 */
final class TinyModel {

  static final String[] VOCABULARY = {
    "[UNK]", "[CLS]", "[SEP]", "want", "##want", "##ed", "wa", "un", "runn", "##ing", ",", "e"
  };
  static final int DIMENSION = 3;

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private TinyModel() {}

  /** Writes model and tokenizer into a folder. */
  static void write(Path folder, float scale) throws IOException {
    Files.write(folder.resolve("model.onnx"), lookUp(scale));
    Files.writeString(folder.resolve("tokenizer.json"), tokenizer("WordPiece"));
  }

  /** The vector of a token. */
  static float[] row(int token, float scale) {
    return new float[] {scale * (token + 1), scale * token * token, -token};
  }

  static String tokenizer(String model) {
    StringBuilder vocabulary = new StringBuilder();
    for (int i = 0; i < VOCABULARY.length; i++) {
      vocabulary
          .append(i == 0 ? "" : ",")
          .append('"')
          .append(VOCABULARY[i])
          .append("\":")
          .append(i);
    }
    return """
    { "version": "1.0",
      "normalizer": { "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
        "strip_accents": null, "lowercase": true },
      "pre_tokenizer": { "type": "BertPreTokenizer" },
      "post_processor": { "type": "TemplateProcessing", "single": [
        { "SpecialToken": { "id": "[CLS]", "type_id": 0 } },
        { "Sequence": { "id": "A", "type_id": 0 } },
        { "SpecialToken": { "id": "[SEP]", "type_id": 0 } } ] },
      "model": { "type": "%s", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
        "max_input_chars_per_word": 100, "vocab": { %s } } }
    """
        .formatted(model, vocabulary);
  }

  private static byte[] lookUp(float scale) {
    ByteBuffer rows =
        ByteBuffer.allocate(VOCABULARY.length * DIMENSION * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int token = 0; token < VOCABULARY.length; token++) {
      for (float number : row(token, scale)) {
        rows.putFloat(number);
      }
    }
    TinyModel table =
        new TinyModel()
            .number(1, VOCABULARY.length)
            .number(1, DIMENSION)
            .number(2, FLOAT)
            .text(8, "table")
            .bytes(9, rows.array());
    TinyModel node =
        new TinyModel()
            .text(1, "table")
            .text(1, "input_ids")
            .text(2, "last_hidden_state")
            .text(3, "n")
            .text(4, "Gather");
    TinyModel graph =
        new TinyModel()
            .message(1, node)
            .text(2, "g")
            .message(5, table)
            .message(11, port("input_ids", INT64))
            .message(11, port("attention_mask", INT64))
            .message(12, port("last_hidden_state", FLOAT));
    return new TinyModel()
        .number(1, 8)
        .message(7, graph)
        .message(8, new TinyModel().number(2, 17))
        .out
        .toByteArray();
  }

  private static TinyModel port(String name, int type) {
    TinyModel shape =
        new TinyModel()
            .message(1, new TinyModel().text(2, "texts"))
            .message(1, new TinyModel().text(2, "tokens"));
    if (type == FLOAT) {
      shape.message(1, new TinyModel().number(1, DIMENSION));
    }
    TinyModel tensor = new TinyModel().number(1, type).message(2, shape);
    return new TinyModel().text(1, name).message(2, new TinyModel().message(1, tensor));
  }

  private TinyModel number(int field, long value) {
    return varint((long) field << 3).varint(value);
  }

  private TinyModel text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private TinyModel message(int field, TinyModel message) {
    return bytes(field, message.out.toByteArray());
  }

  private TinyModel bytes(int field, byte[] bytes) {
    varint(((long) field << 3) | 2).varint(bytes.length).out.writeBytes(bytes);
    return this;
  }

  private TinyModel varint(long value) {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }
}
