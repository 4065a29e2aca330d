package io.godwit.model.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.godwit.api.error.GodwitException;
import io.godwit.api.step.Alarm;
import io.godwit.model.file.ModelError;
import io.godwit.model.smoke.InferenceRuntime;
import io.godwit.model.smoke.SmokeTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * ONNX Runtime on one core, so that a run gives the same on every machine of a kind. Its
 * environment is the process's, as the library has it: it has no threads and keeps no model.
 */
public final class OnnxRuntime implements InferenceRuntime {

  @Override
  public String describe() {
    return "onnxruntime " + environment().getVersion();
  }

  private static OrtEnvironment environment() {
    try {
      return DeepThread.call(OrtEnvironment::getEnvironment);
    } catch (OrtException | LinkageError | IllegalStateException e) {
      throw new GodwitException(
          ModelError.NO_RUNTIME,
          "ONNX Runtime cannot be loaded on this machine ("
              + e
              + "); take smoke: out, or run this where it can be",
          e);
    }
  }

  @Override
  public List<Map<String, SmokeTensor>> run(
      Path model, List<Run> runs, Function<Runnable, Alarm> whenTimeIsUp) {
    OrtEnvironment environment = environment();
    try {
      return DeepThread.call(() -> run(environment, model, runs, whenTimeIsUp));
    } catch (OrtException e) {
      throw failed("ONNX Runtime says: " + e.getMessage(), e);
    }
  }

  private static List<Map<String, SmokeTensor>> run(
      OrtEnvironment environment,
      Path model,
      List<Run> runs,
      Function<Runnable, Alarm> whenTimeIsUp)
      throws OrtException {
    try (OrtSession.SessionOptions options = options();
        OrtSession session = environment.createSession(model.toString(), options)) {
      Tensors tensors = new Tensors(environment, session.getInputInfo());
      List<Map<String, SmokeTensor>> outputs = new ArrayList<>();
      for (Run run : runs) {
        outputs.add(run(session, tensors, run, whenTimeIsUp));
      }
      return outputs;
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    return options;
  }

  @SuppressWarnings("try") // The alarm is there to be closed when the run has ended.
  private static Map<String, SmokeTensor> run(
      OrtSession session, Tensors tensors, Run run, Function<Runnable, Alarm> whenTimeIsUp)
      throws OrtException {
    demand("output", run.outputs(), session.getOutputNames());
    demand("input", run.inputs().keySet(), session.getInputNames());
    demand("smoke test's input", session.getInputNames(), run.inputs().keySet());
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try (OrtSession.RunOptions options = new OrtSession.RunOptions();
        Alarm alarm = whenTimeIsUp.apply(() -> terminate(options))) {
      for (Map.Entry<String, SmokeTensor> input : run.inputs().entrySet()) {
        inputs.put(input.getKey(), tensors.write(input.getKey(), input.getValue()));
      }
      try (OrtSession.Result result = session.run(inputs, run.outputs(), options)) {
        return read(result);
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static void demand(String what, Set<String> wanted, Set<String> there) {
    for (String name : wanted) {
      if (!there.contains(name)) {
        throw failed("there is no " + what + " '" + name + "'; there are " + there);
      }
    }
  }

  private static Map<String, SmokeTensor> read(OrtSession.Result result) throws OrtException {
    Map<String, SmokeTensor> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, OnnxValue> output : result) {
      if (!(output.getValue() instanceof OnnxTensor tensor)) {
        throw failed("output '" + output.getKey() + "' is no tensor");
      }
      outputs.put(output.getKey(), Tensors.read(output.getKey(), tensor));
    }
    return outputs;
  }

  private static void terminate(OrtSession.RunOptions options) {
    try {
      options.setTerminate(true);
    } catch (OrtException e) {
      throw new IllegalStateException("a run that is under way can be ended", e);
    }
  }

  static GodwitException failed(String what, Throwable cause) {
    return new GodwitException(
        ModelError.SMOKE_FAILED, "the smoke test cannot be run: " + what, cause);
  }

  static GodwitException failed(String what) {
    return new GodwitException(ModelError.SMOKE_FAILED, "the smoke test cannot be run: " + what);
  }
}
