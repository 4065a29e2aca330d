package io.godwit.embedder.onnxruntime;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderContext;
import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.embedding.EmbedderModel;
import io.godwit.api.embedding.EmbedderProvider;
import io.godwit.api.embedding.TextForm;
import io.godwit.api.embedding.VectorForm;
import io.godwit.embedder.onnxruntime.tokenizer.Tokenizer;
import io.godwit.embedder.onnxruntime.tokenizer.TokenizerFile;
import java.util.Locale;
import java.util.Map;

/**
 * Opens the embedder {@code onnx}: a model of a folder, run in this process. Its fingerprint has
 * the digests of the weights and of the tokenizer, so other files under the same name show.
 */
public final class OnnxEmbedderProvider implements EmbedderProvider<OnnxEmbedderConfig> {

  static final String NAME = "onnx";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<OnnxEmbedderConfig> configType() {
    return OnnxEmbedderConfig.class;
  }

  @Override
  public Embedder open(OnnxEmbedderConfig config, EmbedderContext context) {
    ModelFolder folder = ModelFolder.open(context.directory().resolve(config.folder()), config);
    Tokenizer tokenizer = TokenizerFile.read(folder.tokenizer());
    Inference inference = Inference.open(folder.model(), config);
    try {
      int dimension = inference.vectors(tokenizer.encode("a", config.maxTokens()))[0].length;
      return new OnnxEmbedder(
          inference, tokenizer, config, identity(config, folder, tokenizer, dimension));
    } catch (RuntimeException e) {
      inference.close();
      throw e;
    }
  }

  private static EmbedderIdentity identity(
      OnnxEmbedderConfig config, ModelFolder folder, Tokenizer tokenizer, int dimension) {
    return new EmbedderIdentity(
        new EmbedderModel(NAME, config.name().orElseGet(folder::name), folder.digest().toString()),
        new VectorForm(
            dimension,
            VectorForm.Element.FLOAT32,
            config.pooling().name().toLowerCase(Locale.ROOT),
            config.normalised()),
        new TextForm(
            config.documentPrefix(),
            config.queryPrefix(),
            config.maxTokens(),
            TextForm.Truncation.END,
            tokenizer.digest().toString()),
        Map.of());
  }
}
