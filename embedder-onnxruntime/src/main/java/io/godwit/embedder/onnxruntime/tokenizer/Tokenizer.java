package io.godwit.embedder.onnxruntime.tokenizer;

import io.godwit.api.name.Digest;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts a text into the tokens of a vocabulary. A text that looks like a special token is a text:
 * nobody can end a document by writing {@code [SEP]} in it.
 */
public final class Tokenizer {

  private final Parts parts;
  private final Frame frame;
  private final Digest digest;

  /**
   * Of these parts.
   *
   * @param parts how a text becomes tokens
   * @param frame what stands before and after each text
   * @param digest of the file that says all this
   */
  Tokenizer(Parts parts, Frame frame, Digest digest) {
    this.parts = parts;
    this.frame = frame;
    this.digest = digest;
  }

  /**
   * How a text becomes tokens.
   *
   * @param normalizer what is changed in a text
   * @param added the tokens that are found in a text before it is cut
   * @param splitter how a text becomes words
   * @param model how a word becomes tokens
   */
  record Parts(Normalizer normalizer, AddedTokens added, Splitter splitter, WordModel model) {}

  /**
   * What stands before and after each text.
   *
   * @param before its tokens before
   * @param after its tokens after
   */
  record Frame(List<Integer> before, List<Integer> after) {
    static final Frame NONE = new Frame(List.of(), List.of());
  }

  /** The digest of the file. */
  public Digest digest() {
    return digest;
  }

  /** The tokens of a text: its first ones, with its frame at most so many. */
  public int[] encode(String text, int most) {
    int framed = frame.before().size() + frame.after().size();
    Tokens tokens = new Tokens(Math.max(0, most - framed));
    for (AddedTokens.Part part : parts.added().inText(text, parts.normalizer())) {
      if (part.token().isPresent()) {
        tokens.add(part.token().getAsInt());
      } else {
        add(part, tokens);
      }
      if (tokens.full()) {
        break;
      }
    }
    return IntStream.concat(
            IntStream.concat(ints(frame.before()), tokens.stream()), ints(frame.after()))
        .toArray();
  }

  private void add(AddedTokens.Part part, Tokens tokens) {
    for (Splitter.Word word :
        parts.splitter().split(new Splitter.Word(part.text(), part.first()))) {
      if (tokens.full()) {
        return;
      }
      if (!word.text().isEmpty()) {
        parts.model().tokens(word.text(), tokens);
      }
    }
  }

  private static IntStream ints(List<Integer> tokens) {
    return tokens.stream().mapToInt(Integer::intValue);
  }
}
