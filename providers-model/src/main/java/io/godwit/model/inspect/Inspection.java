package io.godwit.model.inspect;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import java.util.List;

/**
 * What an inspection of a model's files found.
 *
 * @param models the model files that could be read, by path
 * @param faults what keeps the folder from being published: one for each broken file
 * @param warnings what a person should know
 */
public record Inspection(List<FileReport> models, List<Fault> faults, List<String> warnings) {

  /** Copies the lists. */
  public Inspection {
    models = List.copyOf(models);
    faults = List.copyOf(faults);
    warnings = List.copyOf(warnings);
  }

  /** Whether nothing is wrong. */
  public boolean isGood() {
    return faults.isEmpty();
  }

  /** How many values the tensors of all files have. */
  public long parameters() {
    return models.stream().mapToLong(FileReport::parameters).sum();
  }

  /** How many tensors all files have. */
  public long tensors() {
    return models.stream().mapToLong(FileReport::tensors).sum();
  }

  /**
   * Returns this if nothing is wrong.
   *
   * @throws GodwitException with all faults otherwise
   */
  public Inspection orThrow() {
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
    return this;
  }
}
