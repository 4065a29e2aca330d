package io.godwit.knowledge.chunk;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.KnowledgeError;

/**
 * How documents are cut. The same chunking cuts the same text in the same way, on every machine.
 *
 * @param max the longest chunk, in UTF-16 code units
 * @param overlap how much of the end of one chunk the next may begin with, when a section is cut
 */
public record Chunking(int max, int overlap) {

  /** Changes whenever the splitter cuts anything differently. */
  private static final String SPLITTER = "headings-1";

  private static final int SMALLEST = 64;
  private static final int LARGEST = 65_536;

  /** Refuses sizes that no embedder could use, and overlaps that leave no room for what is new. */
  public Chunking {
    if (max < SMALLEST || max > LARGEST) {
      throw outOfBounds("max", max, SMALLEST + " to " + LARGEST);
    }
    if (overlap < 0 || overlap > max / 2) {
      throw outOfBounds("overlap", overlap, "0 to " + max / 2 + ", half of max");
    }
  }

  /** The canonical JSON (RFC 8785) that the fingerprint is made of. */
  public String canonicalJson() {
    return "{\"max\":"
        + max
        + ",\"overlap\":"
        + overlap
        + ",\"splitter\":\""
        + SPLITTER
        + "\",\"unit\":\"utf-16\"}";
  }

  /** What a collection's version is bound to. */
  public Digest fingerprint() {
    return Digest.of(canonicalJson());
  }

  private static GodwitException outOfBounds(String key, int value, String bounds) {
    return new GodwitException(
        KnowledgeError.SETTING_OUT_OF_BOUNDS,
        "chunking." + key + " is " + value + "; give " + bounds + " characters");
  }
}
