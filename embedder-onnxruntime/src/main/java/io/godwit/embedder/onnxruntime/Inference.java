package io.godwit.embedder.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.godwit.api.error.GodwitException;
import io.godwit.model.file.ModelError;
import io.godwit.model.onnxruntime.DeepThread;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a model on tokens; may be used by several threads at once. */
final class Inference implements AutoCloseable {

  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";
  private static final List<String> OUTPUTS =
      List.of("sentence_embedding", "last_hidden_state", "token_embeddings");

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final OnnxEmbedderConfig config;
  private final String output;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Inference(OrtEnvironment environment, OrtSession session, OnnxEmbedderConfig config) {
    this.environment = environment;
    this.session = session;
    this.config = config;
    Set<String> outputs = session.getOutputNames();
    this.output =
        OUTPUTS.stream()
            .filter(outputs::contains)
            .findFirst()
            .orElseGet(() -> outputs.iterator().next());
  }

  /** Loads a model. */
  static Inference open(Path model, OnnxEmbedderConfig config) {
    try {
      OrtEnvironment environment = DeepThread.call(OrtEnvironment::getEnvironment);
      OrtSession session = DeepThread.call(() -> load(environment, model, config));
      Set<String> inputs = session.getInputNames();
      if (!inputs.contains(IDS) || !Set.of(IDS, MASK, TYPES).containsAll(inputs)) {
        session.close();
        throw bad(
            model
                + " has the inputs "
                + inputs
                + ", but an embedder takes "
                + IDS
                + ", "
                + MASK
                + " and "
                + TYPES);
      }
      return new Inference(environment, session, config);
    } catch (OrtException | LinkageError | IllegalStateException e) {
      throw bad(model + " cannot be loaded (" + e.getMessage() + ")", e);
    }
  }

  private static OrtSession load(OrtEnvironment environment, Path model, OnnxEmbedderConfig config)
      throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(config.threads());
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      return environment.createSession(model.toString(), options);
    }
  }

  /** The vectors of texts: {@code [texts × dimension]}. */
  float[][] vectors(int[]... texts) {
    int longest = 0;
    for (int[] text : texts) {
      longest = Math.max(longest, text.length);
    }
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try {
      for (String input : session.getInputNames()) {
        inputs.put(input, tensor(input, texts, longest));
      }
      try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
        return pooled(result, texts, longest);
      }
    } catch (OrtException e) {
      throw bad("the model cannot be run (" + e.getMessage() + ")", e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  /** Shorter texts are filled up with tokens that the mask hides. */
  private OnnxTensor tensor(String input, int[][] texts, int longest) throws OrtException {
    LongBuffer values = LongBuffer.allocate(Math.multiplyExact(texts.length, longest));
    for (int row = 0; row < texts.length; row++) {
      for (int i = 0; i < texts[row].length; i++) {
        long value = input.equals(IDS) ? texts[row][i] : input.equals(MASK) ? 1 : 0;
        values.put(row * longest + i, value);
      }
    }
    return OnnxTensor.createTensor(environment, values, new long[] {texts.length, longest});
  }

  private float[][] pooled(OrtSession.Result result, int[][] texts, int longest) {
    if (!(result.get(0) instanceof OnnxTensor tensor)) {
      throw bad("output '" + output + "' is no tensor");
    }
    long[] shape = tensor.getInfo().getShape();
    FloatBuffer numbers = tensor.getFloatBuffer();
    boolean tokens = shape.length == 3 && shape[0] == texts.length && shape[1] == longest;
    boolean whole = shape.length == 2 && shape[0] == texts.length;
    if (numbers == null || !(tokens || whole)) {
      throw bad(
          "output '"
              + output
              + "' is "
              + tensor.getInfo()
              + ", but has to be numbers of the shape [texts, tokens, dimension] or [texts,"
              + " dimension]");
    }
    int dimension = (int) shape[shape.length - 1];
    float[][] vectors = new float[texts.length][];
    for (int row = 0; row < texts.length; row++) {
      int used =
          whole || config.pooling() == OnnxEmbedderConfig.Pooling.CLS ? 1 : texts[row].length;
      int from = row * (whole ? 1 : longest) * dimension;
      vectors[row] = Pooled.mean(numbers, from, used, dimension, config.normalised());
    }
    return vectors;
  }

  static GodwitException bad(String what, Throwable cause) {
    return new GodwitException(
        ModelError.NO_EMBEDDING_MODEL, what + "; give a model that embeds texts", cause);
  }

  static GodwitException bad(String what) {
    return new GodwitException(
        ModelError.NO_EMBEDDING_MODEL, what + "; give a model that embeds texts");
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        session.close();
      } catch (OrtException e) {
        throw bad("the model cannot be closed (" + e.getMessage() + ")", e);
      }
    }
  }
}
