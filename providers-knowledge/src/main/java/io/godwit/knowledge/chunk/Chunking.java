package io.godwit.knowledge.chunk;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.KnowledgeError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How documents are cut. The same chunking cuts the same text in the same way, on every machine.
 *
 * @param max the longest chunk, in UTF-16 code units
 * @param overlap how much of the end of one chunk the next may begin with, when a section is cut
 */
public record Chunking(
    @Doc("The longest chunk, in characters (UTF-16 code units), from 64 to 65536.") @Default("1200")
        int max,
    @Doc("How much of the end of a chunk the next begins with, at most half of max.")
        @Default("120")
        int overlap) {

  /** What a step takes that says nothing about chunks. */
  public static final Chunking DEFAULT = new Chunking(1200, 120);

  /** Changes whenever the splitter cuts anything differently. */
  private static final String SPLITTER = "headings-1";

  private static final Pattern CANONICAL =
      Pattern.compile(
          "\\{\"max\":(\\d{1,5}),\"overlap\":(\\d{1,5}),\"splitter\":\""
              + SPLITTER
              + "\",\"unit\":\"utf-16\"}");

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

  /**
   * The chunking of a canonical JSON.
   *
   * @throws GodwitException if another splitter cut in that way
   */
  public static Chunking parse(String canonicalJson) {
    Matcher found = CANONICAL.matcher(canonicalJson);
    if (!found.matches()) {
      throw new GodwitException(
          KnowledgeError.STORE_FORMAT,
          "The documents were cut in a way that this Godwit does not know, "
              + canonicalJson
              + "; use the Godwit that cut them, or import them again");
    }
    return new Chunking(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
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
