package io.godwit.embedder.onnxruntime;

import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.ModelFile;
import io.godwit.model.inspect.LocalTree;
import io.godwit.model.onnx.OnnxReader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files of a model: what is run, and what decides its vectors. */
final class ModelFolder {

  private static final String TOKENIZER = "tokenizer.json";

  private final Path folder;
  private final String model;
  private final Digest digest;

  private ModelFolder(Path folder, String model, Digest digest) {
    this.folder = folder;
    this.model = model;
    this.digest = digest;
  }

  /** Finds the files, and reads the model's by the rules of its format. */
  static ModelFolder open(Path folder, OnnxEmbedderConfig config) {
    for (String file : List.of(config.model(), TOKENIZER)) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw new GodwitException(
            ModelError.NO_MODEL,
            "the embedder onnx has no file "
                + folder.resolve(file)
                + "; put the model's "
                + config.model()
                + " and "
                + TOKENIZER
                + " there, or mend folder: and model:");
      }
    }
    FileTree tree = LocalTree.of(folder);
    return new ModelFolder(folder, config.model(), digest(tree, config.model()));
  }

  /** Of the model's file and of those in which it keeps its weights; of nothing else beside it. */
  private static Digest digest(FileTree tree, String model) {
    Map<String, FileTree.Entry> entries = new TreeMap<>();
    tree.files().forEach(entry -> entries.put(entry.path(), entry));
    FileTree.Entry main = entries.get(model);
    if (main == null) {
      throw new GodwitException(
          ModelError.NO_MODEL,
          "model: " + model + " is no path in the folder; write it without . and ..");
    }
    Set<String> parts = new TreeSet<>(Set.of(model));
    try (ByteStream in = ByteStream.open(tree, main)) {
      ModelFile read = OnnxReader.read(in, path -> size(entries.get(path)));
      read.tensors().forEach(tensor -> parts.add(tensor.data().file()));
    }
    return ContentDigest.of(
        new FileTree() {
          @Override
          public List<Entry> files() {
            return tree.files().stream().filter(entry -> parts.contains(entry.path())).toList();
          }

          @Override
          public InputStream open(String path) {
            return tree.open(path);
          }
        });
  }

  private static OptionalLong size(FileTree.@Nullable Entry entry) {
    return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.sizeBytes());
  }

  Path model() {
    return folder.resolve(model);
  }

  Path tokenizer() {
    return folder.resolve(TOKENIZER);
  }

  /** The digest of what decides the vectors. */
  Digest digest() {
    return digest;
  }

  /** The folder's name. */
  String name() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name == null ? model : name.toString();
  }
}
