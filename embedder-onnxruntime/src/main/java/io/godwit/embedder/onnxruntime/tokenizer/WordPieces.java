package io.godwit.embedder.onnxruntime.tokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of BERT (Devlin, Chang, Lee, Toutanova, 2019; {@code tokenization.py}): a word is the
 * longest piece of the vocabulary that it begins with, then the longest that goes on from there,
 * and is unknown as a whole where none does.
 *
 * @param vocabulary the pieces with their numbers
 * @param unknown the token of a word that is not known
 * @param continuing what pieces begin with that do not begin a word
 * @param longest a longer word, in code points, is not known
 */
record WordPieces(Map<String, Integer> vocabulary, int unknown, String continuing, int longest)
    implements WordModel {

  @Override
  public void tokens(String word, Tokens to) {
    pieces(word).forEach(to::add);
  }

  private List<Integer> pieces(String word) {
    List<Integer> pieces = new ArrayList<>();
    if (word.codePointCount(0, word.length()) > longest) {
      return List.of(unknown);
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
        return List.of(unknown);
      }
      pieces.add(piece);
      start = end;
    }
    return pieces;
  }

  private @Nullable Integer piece(String word, int start, int end) {
    String piece = word.substring(start, end);
    return piece.isEmpty() ? null : vocabulary.get(start == 0 ? piece : continuing + piece);
  }
}
