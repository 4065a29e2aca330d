package io.godwit.model.report;

import java.time.Instant;
import java.util.List;

/**
 * A version in a list.
 *
 * @param aliases the aliases that name it, sorted
 * @param digest the digest of its content
 */
public record ModelLine(
    String model,
    String version,
    List<String> aliases,
    long bytes,
    int files,
    Instant publishedAt,
    String digest) {

  /** Copies the list. */
  public ModelLine {
    aliases = List.copyOf(aliases);
  }
}
