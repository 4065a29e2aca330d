package io.godwit.knowledge.chunk;

import io.godwit.api.name.Digest;
import java.util.Objects;

/**
 * What reading a document to its end has found.
 *
 * @param content the SHA-256 of its bytes
 * @param bytes how many those are
 * @param characters its length in UTF-16 code units
 * @param chunks how many chunks it was cut into; none for a document of nothing but white space
 * @param title its first heading, else its path
 */
public record DocumentFacts(Digest content, long bytes, long characters, int chunks, String title) {

  /** Checks that nothing is null. */
  public DocumentFacts {
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(title, "title");
  }
}
