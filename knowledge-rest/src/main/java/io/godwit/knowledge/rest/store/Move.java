package io.godwit.knowledge.rest.store;

import java.util.Optional;

/**
 * How an alias moves: readers find the one or the other, never none. It moves only if a mark is
 * there, which becomes another with it. So whoever comes too late with it, because somebody has
 * done it or undone it since, moves nothing.
 *
 * @param alias the alias
 * @param from what it shows now; empty if there is no such alias
 * @param to what it is to show; empty to take it away
 * @param marks the marks of the version whose turn it is
 */
public record Move(String alias, Optional<String> from, Optional<String> to, Marks marks) {

  /**
   * A mark that becomes another.
   *
   * @param version what it stands on
   * @param before the one that has to be there
   * @param after the one that is there then
   */
  public record Marks(String version, Mark before, Mark after) {}

  /** Where a version stands: an alias of its own, which readers do not use. */
  public enum Mark {
    /** All of it is there, and may be shown. */
    PENDING("pending"),
    /** It was shown, and may be taken back. */
    SHOWN("shown"),
    /** It was taken back. */
    UNDONE("undone");

    private final String word;

    Mark(String word) {
      this.word = word;
    }

    /** The alias on a version. */
    public String on(String version) {
      return version + "--" + word;
    }
  }
}
