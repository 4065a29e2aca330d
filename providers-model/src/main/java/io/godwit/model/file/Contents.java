package io.godwit.model.file;

import io.godwit.api.error.GodwitException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what a reader finds, within the limits that keep its memory below 64 MiB: at most 65,536
 * tensors of about 200 bytes and 16 MiB of names, which is reached only by a file made to reach it.
 */
public final class Contents {

  private final String file;
  private final List<Tensor> tensors = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private long nameBytes;
  private long valueLength;

  /** Collects for this file. */
  public Contents(String file) {
    this.file = file;
  }

  /**
   * Notes a name.
   *
   * @return false when it was there before
   */
  public boolean addName(String name, long offset) {
    hold(name, offset);
    if (names.size() >= LimitRule.MOST_TENSORS) {
      throw limit(
          LimitRule.TOO_MANY_TENSORS, offset, "more than " + LimitRule.MOST_TENSORS + " tensors");
    }
    return names.add(name);
  }

  /** Adds a tensor, whose name has been noted. */
  public void add(Tensor tensor) {
    tensors.add(tensor);
  }

  /** How many there are. */
  public int size() {
    return tensors.size();
  }

  /**
   * Notes a piece of metadata, whose value has been cut to {@link LimitRule#KEPT_VALUE}.
   *
   * @return false when there was one of that key before
   */
  public boolean addMetadata(String key, String value, long offset) {
    if (metadata.size() >= LimitRule.MOST_METADATA) {
      throw limit(
          LimitRule.TOO_MUCH_METADATA,
          offset,
          "more than " + LimitRule.MOST_METADATA + " metadata entries");
    }
    hold(key, offset);
    boolean room = valueLength + value.length() <= LimitRule.KEPT_VALUES;
    valueLength += room ? value.length() : 1;
    return metadata.putIfAbsent(key, room ? value : "…") == null;
  }

  /** Adds a warning, unless it has been given. */
  public void warn(String warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  /** The tensors so far, in the order of their bytes; empty ones before those that begin there. */
  public List<Tensor> inOrder() {
    tensors.sort(
        Comparator.comparingLong((Tensor tensor) -> tensor.data().offset())
            .thenComparingLong(tensor -> tensor.data().length()));
    return tensors;
  }

  /** The description of the file. */
  public ModelFile toFile(ModelFormat format, long size) {
    names.clear();
    return new ModelFile(file, format, size, inOrder(), metadata, warnings);
  }

  private void hold(String name, long offset) {
    if (name.length() > LimitRule.LONGEST_NAME) {
      throw limit(
          LimitRule.NAME_TOO_LONG,
          offset,
          "a name of more than " + LimitRule.LONGEST_NAME + " characters");
    }
    nameBytes += bytes(name);
    if (nameBytes > LimitRule.MOST_NAME_BYTES) {
      throw limit(
          LimitRule.NAMES_TOO_LONG,
          offset,
          "names of more than " + LimitRule.MOST_NAME_BYTES + " bytes in all");
    }
  }

  private GodwitException limit(LimitRule rule, long offset, String message) {
    return ByteStream.broken(file, rule, offset, "Godwit does not read " + message);
  }

  private static long bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return 2L * text.length();
      }
    }
    return text.length();
  }
}
