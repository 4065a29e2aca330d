package io.godwit.knowledge.chunk;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A piece of a document, exactly as it stands there.
 *
 * @param ordinal its place among the document's chunks, from 0
 * @param start where it begins, in UTF-16 code units of the document without its byte-order mark
 * @param end where it ends; neighbours may overlap
 * @param heading the headings that it stands under, outermost first, with {@code " > "} between
 * @param text the piece, from start to end
 */
public record Chunk(int ordinal, long start, long end, String heading, String text) {

  /** Checks that the text is as long as its place. */
  public Chunk {
    Objects.requireNonNull(heading, "heading");
    if (ordinal < 0 || start < 0 || end - start != text.length()) {
      throw new IllegalArgumentException(
          "chunk " + ordinal + " from " + start + " to " + end + " has " + text.length());
    }
  }

  /** How many tokens it may have: a quarter of its bytes in UTF-8. No tokenizer was asked. */
  public int tokenEstimate() {
    return (text.getBytes(StandardCharsets.UTF_8).length + 3) / 4;
  }
}
