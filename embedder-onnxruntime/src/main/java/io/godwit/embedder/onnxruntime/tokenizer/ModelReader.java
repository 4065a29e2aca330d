package io.godwit.embedder.onnxruntime.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.embedder.onnxruntime.tokenizer.BytePairs.Merge;
import io.godwit.embedder.onnxruntime.tokenizer.BytePairs.Unknown;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads the section {@code model}: a vocabulary, and how words are cut by it. */
final class ModelReader {

  private static final int USUAL_LONGEST_WORD = 100;
  private static final int LONGEST_PIECE = 1000;

  private final Section section;
  private final Map<String, Integer> vocabulary = new HashMap<>();

  ModelReader(Section section) {
    this.section = section;
  }

  WordModel read() {
    return switch (section.type()) {
      case "WordPiece" -> wordPieces();
      case "BPE" -> bytePairs();
      case "Unigram" -> unigram();
      default -> throw section.unknown("BPE, Unigram and WordPiece");
    };
  }

  /** The token of a piece; empty if there is none. */
  OptionalInt token(String piece) {
    Integer token = vocabulary.get(piece);
    return token == null ? OptionalInt.empty() : OptionalInt.of(token);
  }

  private int demandToken(String piece) {
    return token(piece)
        .orElseThrow(
            () -> section.bad("has no token '" + piece + "' with a number in its vocabulary"));
  }

  private WordModel wordPieces() {
    readMap();
    return new WordPieces(
        Map.copyOf(vocabulary),
        demandToken(section.node().path("unk_token").asText("[UNK]")),
        section.node().path("continuing_subword_prefix").asText("##"),
        section.node().path("max_input_chars_per_word").asInt(USUAL_LONGEST_WORD));
  }

  private void readMap() {
    JsonNode vocab = section.node().path("vocab");
    if (!vocab.isObject() || vocab.isEmpty()) {
      throw section.bad("has no vocabulary");
    }
    vocab
        .properties()
        .forEach(
            entry -> {
              JsonNode token = entry.getValue();
              if (!token.isInt() || token.intValue() < 0) {
                throw section.bad("numbers '" + entry.getKey() + "' with " + token);
              }
              vocabulary.put(entry.getKey(), token.intValue());
            });
  }

  private WordModel bytePairs() {
    section.demand(section.node().path("dropout").asDouble(0) == 0, "dropout");
    for (String affix : new String[] {"continuing_subword_prefix", "end_of_word_suffix"}) {
      section.demand(section.text(affix).isEmpty(), affix);
    }
    readMap();
    boolean bytes = section.flag("byte_fallback", false);
    if (bytes) {
      byteTokens();
    }
    String unknown = section.text("unk_token");
    return new BytePairs(
        Map.copyOf(vocabulary),
        merges(),
        new Unknown(
            unknown.isEmpty() ? OptionalInt.empty() : OptionalInt.of(demandToken(unknown)),
            section.flag("fuse_unk", false),
            bytes),
        section.flag("ignore_merges", false));
  }

  private Map<Long, Merge> merges() {
    Map<Long, Merge> merges = new HashMap<>();
    int rank = 0;
    for (JsonNode merge : section.node().path("merges")) {
      String[] pair =
          merge.isArray()
              ? new String[] {merge.path(0).asText(), merge.path(1).asText()}
              : merge.asText().split(" ", -1);
      if (pair.length != 2) {
        throw section.bad("has a merge that is no pair: number " + rank);
      }
      merges.put(
          BytePairs.pair(demandToken(pair[0]), demandToken(pair[1])),
          new Merge(rank, demandToken(pair[0] + pair[1])));
      rank++;
    }
    return merges;
  }

  private int[] byteTokens() {
    int[] tokens = new int[256];
    for (int value = 0; value < tokens.length; value++) {
      tokens[value] = demandToken(BytePairs.byteToken(value));
    }
    return tokens;
  }

  private WordModel unigram() {
    JsonNode vocab = section.node().path("vocab");
    double[] scores = new double[vocab.size()];
    Map<String, Integer> sorted = new TreeMap<>();
    for (int token = 0; token < scores.length; token++) {
      String piece = vocab.path(token).path(0).asText();
      scores[token] = vocab.path(token).path(1).asDouble(Double.NaN);
      if (piece.length() > LONGEST_PIECE || !Double.isFinite(scores[token])) {
        throw section.bad(
            "has a piece without a finite score, or of more than "
                + LONGEST_PIECE
                + " characters: number "
                + token);
      }
      if (!piece.isEmpty()) {
        sorted.put(piece, token);
      }
    }
    if (sorted.isEmpty()) {
      throw section.bad("has no vocabulary");
    }
    vocabulary.putAll(sorted);
    Unigram.Pieces pieces =
        new Unigram.Pieces(
            sorted.keySet().toArray(String[]::new),
            sorted.values().stream().mapToInt(Integer::intValue).toArray(),
            scores);
    return new Unigram(
        pieces,
        unknown(scores.length),
        section.flag("byte_fallback", false) ? byteTokens() : new int[0]);
  }

  /** A model without it would leave out what it does not know, or fail in the middle of a text. */
  private int unknown(int size) {
    JsonNode unknown = section.node().path("unk_id");
    if (!unknown.isInt() || unknown.intValue() < 0 || unknown.intValue() >= size) {
      throw section.bad("has no token for what is unknown: unk_id is " + unknown);
    }
    return unknown.intValue();
  }
}
