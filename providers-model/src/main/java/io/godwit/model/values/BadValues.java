package io.godwit.model.values;

import io.godwit.model.file.ByteRange;

/**
 * Values of one kind in one tensor that are not as they should be.
 *
 * @param tensor the tensor's name
 * @param kind what they are
 * @param count how many there are
 * @param firstIndex the index of the first, counted row by row
 * @param firstByte where it stands
 */
public record BadValues(
    String tensor, Value kind, long count, long firstIndex, ByteRange firstByte) {

  /** A sentence. */
  @Override
  public String toString() {
    return "'"
        + tensor
        + "': value "
        + firstIndex
        + " at byte "
        + firstByte.offset()
        + " of "
        + firstByte.file()
        + " "
        + kind.words()
        + (count > 1 ? ", and " + (count - 1) + " more" : "");
  }
}
