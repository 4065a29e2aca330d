package io.godwit.model.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a model file says about itself, the same for all formats. A file that has one has kept every
 * rule of its format that can be checked without reading the values.
 *
 * @param path where it is in its tree
 * @param format its format
 * @param sizeBytes its size
 * @param tensors in the order of their bytes
 * @param metadata what the file says besides; long values are cut, arrays are summed up
 * @param warnings what a person should know although no rule is broken
 */
public record ModelFile(
    String path,
    ModelFormat format,
    long sizeBytes,
    List<Tensor> tensors,
    Map<String, String> metadata,
    List<String> warnings) {

  /** Copies the collections. */
  public ModelFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(format, "format");
    tensors = List.copyOf(tensors);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    warnings = List.copyOf(warnings);
  }

  /** How many values all tensors have together. */
  public long parameters() {
    return tensors.stream().mapToLong(tensor -> tensor.shape().values()).sum();
  }
}
