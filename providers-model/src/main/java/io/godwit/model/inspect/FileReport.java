package io.godwit.model.inspect;

import io.godwit.model.file.ModelFile;
import io.godwit.model.file.ModelFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model file in a few numbers, small whatever the file is.
 *
 * @param path where it is in its tree
 * @param sizeBytes its size
 * @param tensors how many tensors it has
 * @param parameters how many values they have
 * @param types how many tensors there are of each type
 */
public record FileReport(
    String path,
    ModelFormat format,
    long sizeBytes,
    int tensors,
    long parameters,
    Map<String, Integer> types) {

  /** Copies the map. */
  public FileReport {
    types = Map.copyOf(types);
  }

  /** The numbers of a file that has been read. */
  public static FileReport of(ModelFile file) {
    Map<String, Integer> types = new TreeMap<>();
    file.tensors().forEach(tensor -> types.merge(tensor.type().name(), 1, Integer::sum));
    return new FileReport(
        file.path(),
        file.format(),
        file.sizeBytes(),
        file.tensors().size(),
        file.parameters(),
        types);
  }
}
