package io.godwit.model.smoke;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.step.Alarm;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.ModelFormat;
import io.godwit.model.inspect.Inspector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs a version's ONNX file on an author's inputs. A runtime loads files of a disk, so that file
 * and its external data are laid out in a temporary folder for as long as it takes.
 */
public final class SmokeTest {

  /** The name under which a step keeps the author's file as its input. */
  public static final String INPUT = "smoke";

  private final SmokeFile smoke;
  private final InferenceRuntime runtime;

  private SmokeTest(SmokeFile smoke, InferenceRuntime runtime) {
    this.smoke = smoke;
    this.runtime = runtime;
  }

  /**
   * A test with the runtime that is installed.
   *
   * @param file the author's file
   * @throws GodwitException with {@link ModelError#NO_RUNTIME} if there is none
   */
  public static SmokeTest of(FileTree file) {
    return new SmokeTest(SmokeFile.read(file), installed());
  }

  private static InferenceRuntime installed() {
    try {
      List<InferenceRuntime> found =
          ServiceLoader.load(InferenceRuntime.class, SmokeTest.class.getClassLoader()).stream()
              .map(ServiceLoader.Provider::get)
              .toList();
      if (found.size() == 1) {
        return found.get(0);
      }
      throw new GodwitException(
          ModelError.NO_RUNTIME,
          found.isEmpty()
              ? "smoke: needs a runtime for ONNX, and there is none on the class path; add"
                  + " godwit-model-onnxruntime with its dependency, as docs/models.md says, or take"
                  + " smoke: out"
              : "There are several runtimes for ONNX on the class path, "
                  + found.stream().map(one -> one.getClass().getName()).toList()
                  + "; leave one");
    } catch (ServiceConfigurationError e) {
      throw new GodwitException(
          ModelError.NO_RUNTIME,
          "The runtime for ONNX cannot be loaded: " + e.getMessage() + "; replace it",
          e);
    }
  }

  /** What is run, in a few words. */
  public String words() {
    int cases = smoke.cases().size();
    return cases + (cases == 1 ? " case" : " cases") + " with " + runtime.describe();
  }

  /**
   * Runs all cases on a version's files.
   *
   * @param carry files of other formats that belong to it
   * @return what is not as it must be
   */
  public List<Fault> run(
      FileTree files, Set<String> carry, Function<Runnable, Alarm> whenTimeIsUp) {
    try {
      return differences(files, carry, whenTimeIsUp);
    } catch (GodwitException e) {
      if (e.code() == ModelError.SMOKE_FAILED) {
        return e.faults();
      }
      throw e;
    }
  }

  private List<Fault> differences(
      FileTree files, Set<String> carry, Function<Runnable, Alarm> whenTimeIsUp) {
    Map<String, Set<String>> models = new TreeMap<>();
    Inspector.inspect(
            files,
            new Inspector.Options(false, carry),
            file -> {
              if (file.format() == ModelFormat.ONNX) {
                models.put(file.path(), needed(file));
              }
            })
        .orThrow();
    String model = smoke.model().orElseGet(() -> only(models.keySet()));
    Set<String> needed = models.get(model);
    if (needed == null) {
      throw failed("there is no ONNX file '" + model + "'; there are " + models.keySet());
    }
    List<InferenceRuntime.Run> runs =
        smoke.cases().stream()
            .map(one -> new InferenceRuntime.Run(one.inputs(), one.outputs().keySet()))
            .toList();
    try (Scratch scratch = Scratch.of(files, needed)) {
      Path path = scratch.path(model);
      return compare(runtime.run(path, runs, whenTimeIsUp));
    }
  }

  private static Set<String> needed(ModelFile file) {
    Set<String> files =
        file.tensors().stream()
            .map(tensor -> tensor.data().file())
            .collect(Collectors.toCollection(TreeSet::new));
    files.add(file.path());
    return files;
  }

  private static String only(Set<String> models) {
    if (models.size() != 1) {
      throw failed("the version has the ONNX files " + models + "; name one under model");
    }
    return models.iterator().next();
  }

  private List<Fault> compare(List<Map<String, SmokeTensor>> outputs) {
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      for (String what : smoke.cases().get(i).differences(outputs.get(i), smoke.tolerance())) {
        faults.add(
            Fault.of(
                ModelError.SMOKE_FAILED,
                what + "; give the right model, or mend the smoke file's outputs or tolerance"));
      }
    }
    return faults;
  }

  private static GodwitException failed(String what) {
    return new GodwitException(ModelError.SMOKE_FAILED, "the smoke test cannot be run: " + what);
  }
}
