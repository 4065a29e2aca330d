package io.godwit.config.change;

import java.util.List;
import java.util.Optional;

/**
 * What is to become of a file, as a plan keeps it.
 *
 * @param file the file
 * @param to where it goes; itself if it stays
 * @param keepOld whether the old file stays when it goes elsewhere
 * @param seen the digest of the file when this was planned; empty if other steps come before
 * @param changes what is done, in order
 */
public record FrozenFile(
    String file, String to, boolean keepOld, Optional<String> seen, List<Change> changes) {

  /** What can be done. */
  public enum Way {
    /** Give a key another place. */
    MOVE,
    /** Exchange one value for another. */
    MAP,
    /** Make a value one of another kind. */
    RETYPE,
    /** Make a value of others. */
    COMPUTE,
    /** Set a value. */
    SET,
    /** Set a value where there is none. */
    DEFAULT,
    /** Remove a key. */
    REMOVE,
    /** Demand a kind. */
    EXPECT
  }

  /**
   * One change.
   *
   * @param way what is done
   * @param key the key
   * @param optional whether it may be missing
   * @param detail where it goes, what it is made of, of what kind it is, or what it must be now
   * @param value a value, as JSON
   */
  public record Change(
      Way way, String key, boolean optional, String detail, Optional<String> value) {

    /** What a person reads of it: keys, and no values, which may be secrets. */
    public String words() {
      String named = key + (optional ? " (if there)" : "");
      return switch (way) {
        case MOVE -> "move " + named + " to " + detail;
        case MAP -> "replace one value of " + named;
        case RETYPE -> "make " + named + " of kind " + detail;
        case COMPUTE -> "compute " + named;
        case SET -> "set " + named;
        case DEFAULT -> "set " + named + " if it is not there";
        case REMOVE -> "remove " + named;
        case EXPECT -> "demand that " + named + " is of kind " + detail;
      };
    }
  }

  /** Copies the list. */
  public FrozenFile {
    changes = List.copyOf(changes);
  }

  /** Whether the file gets another name. */
  public boolean goesElsewhere() {
    return !file.equals(to);
  }
}
