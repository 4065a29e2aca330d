package io.godwit.model.smoke;

import io.godwit.api.step.Alarm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs ONNX models. Found by {@link java.util.ServiceLoader} through a file {@code
 * META-INF/services/io.godwit.model.smoke.InferenceRuntime} on the class path; the module {@code
 * godwit-model-onnxruntime} brings one. An implementation has no state and a constructor without
 * arguments.
 */
public interface InferenceRuntime {

  /**
   * Its name and version, such as {@code onnxruntime 1.29.0}.
   *
   * @throws io.godwit.api.error.GodwitException with {@link
   *     io.godwit.model.file.ModelError#NO_RUNTIME} if it cannot be loaded on this machine
   */
  String describe();

  /**
   * Loads a model and runs it on each of some inputs.
   *
   * @param model the ONNX file, with its external data beside it
   * @param runs inputs by name, and the names of the outputs that are wanted
   * @param whenTimeIsUp takes what ends a run that takes too long
   * @return for each run its outputs by name
   * @throws io.godwit.api.error.GodwitException with {@link
   *     io.godwit.model.file.ModelError#SMOKE_FAILED} if the model cannot be loaded, has no such
   *     input or output, or does not take an input
   */
  List<Map<String, SmokeTensor>> run(
      Path model, List<Run> runs, Function<Runnable, Alarm> whenTimeIsUp);

  /**
   * One run.
   *
   * @param inputs the inputs by name
   * @param outputs the names of the outputs that are wanted
   */
  record Run(Map<String, SmokeTensor> inputs, Set<String> outputs) {
    /** Copies the collections. */
    public Run {
      inputs = Map.copyOf(inputs);
      outputs = Set.copyOf(outputs);
    }
  }
}
