package io.godwit.model.file;

/** What keeps a reader's memory below 64 MiB, whatever the file says. */
public enum LimitRule implements Rule {
  /** At most {@link #MOST_TENSORS} tensors in one file. */
  TOO_MANY_TENSORS,
  /** At most {@link #LONGEST_NAME} characters in one name. */
  NAME_TOO_LONG,
  /** At most {@link #MOST_NAME_BYTES} bytes for all names of a file together. */
  NAMES_TOO_LONG,
  /** At most 8,192 metadata entries. */
  TOO_MUCH_METADATA;

  /**
   * How many tensors one file may have; the largest sharded models have about a tenth in a shard.
   */
  public static final int MOST_TENSORS = 65_536;

  /** How long one name may be, in characters. */
  public static final int LONGEST_NAME = 4_096;

  /** How much memory the names of one file may take, in bytes. */
  public static final int MOST_NAME_BYTES = 16 * 1024 * 1024;

  /** How many metadata entries are kept. */
  public static final int MOST_METADATA = 8_192;

  /** How many characters of one metadata value are kept; the rest is checked and counted. */
  public static final int KEPT_VALUE = 4_096;

  /** How many characters of all metadata values are kept. */
  public static final int KEPT_VALUES = 1024 * 1024;

  @Override
  public ModelError error() {
    return ModelError.TOO_MUCH;
  }
}
