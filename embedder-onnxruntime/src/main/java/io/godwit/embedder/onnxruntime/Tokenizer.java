package io.godwit.embedder.onnxruntime;

import io.godwit.api.name.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into the tokens of a vocabulary, as BERT does (Devlin, Chang, Lee, Toutanova, 2019;
 * {@code tokenization.py}): a word is the longest piece of the vocabulary that it begins with, then
 * the longest that goes on from there, and is unknown as a whole where none does. A text that looks
 * like a special token is a text: nobody can end a document by writing {@code [SEP]} in it.
 *
 * @param words how a text becomes words
 * @param vocabulary the pieces with their numbers
 * @param rules how a word becomes pieces
 * @param frame what stands before and after each text
 * @param digest of the file that says all this
 */
record Tokenizer(
    BertWords words, Map<String, Integer> vocabulary, Rules rules, Frame frame, Digest digest) {

  /**
   * How a word becomes pieces.
   *
   * @param unknown the token of a word that is not known
   * @param continuing what pieces begin with that do not begin a word
   * @param longest a longer word, in code points, is not known
   */
  record Rules(int unknown, String continuing, int longest) {}

  /**
   * What stands before and after each text.
   *
   * @param before its tokens before
   * @param after its tokens after
   */
  record Frame(List<Integer> before, List<Integer> after) {}

  /** The tokens of a text, at most so many with its frame. */
  int[] encode(String text, int most) {
    List<Integer> tokens = new ArrayList<>(frame.before());
    int room = Math.max(0, most - frame.after().size());
    for (String word : words.of(text)) {
      if (tokens.size() >= room) {
        break;
      }
      tokens.addAll(pieces(word));
    }
    List<Integer> kept = new ArrayList<>(tokens.subList(0, Math.min(tokens.size(), room)));
    kept.addAll(frame.after());
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private List<Integer> pieces(String word) {
    List<Integer> pieces = new ArrayList<>();
    if (word.codePointCount(0, word.length()) > rules.longest()) {
      return List.of(rules.unknown());
    }
    int start = 0;
    while (start < word.length()) {
      int end = word.length();
      Integer piece = piece(word, start, end);
      while (piece == null && end > start) {
        end = word.offsetByCodePoints(end, -1);
        piece = piece(word, start, end);
      }
      if (piece == null) {
        return List.of(rules.unknown());
      }
      pieces.add(piece);
      start = end;
    }
    return pieces;
  }

  private @Nullable Integer piece(String word, int start, int end) {
    String piece = word.substring(start, end);
    return piece.isEmpty() ? null : vocabulary.get(start == 0 ? piece : rules.continuing() + piece);
  }
}
