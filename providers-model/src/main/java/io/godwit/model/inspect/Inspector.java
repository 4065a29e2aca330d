package io.godwit.model.inspect;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.ModelFile;
import io.godwit.model.gguf.GgufReader;
import io.godwit.model.onnx.OnnxReader;
import io.godwit.model.safetensors.SafetensorsReader;
import io.godwit.model.safetensors.ShardIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks through the files of a model without reading its values: each model file's header is held
 * against its format, shards against their index, and whatever runs code when it is loaded, or is
 * nothing that we know, is refused. All files are looked at, so that an author hears of all faults
 * at once.
 */
public final class Inspector {

  private static final int HEAD = 4_096;

  /**
   * How to look.
   *
   * @param strict whether oddities that loaders accept are faults
   * @param carried paths of files that are let through although they are no format that we know;
   *     those that run code when they are loaded are not
   */
  public record Options(boolean strict, Set<String> carried) {

    /** Oddities are warned of, nothing is carried. */
    public static final Options DEFAULT = new Options(false, Set.of());

    /** Copies the set. */
    public Options {
      carried = Set.copyOf(carried);
    }
  }

  private final FileTree tree;
  private final Options options;
  private final Consumer<ModelFile> visitor;
  private final Map<String, FileTree.Entry> entries = new HashMap<>();
  private final List<ShardIndex> indexes = new ArrayList<>();
  private final Set<String> external = new HashSet<>();
  private final List<FileReport> models = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private Inspector(FileTree tree, Options options, Consumer<ModelFile> visitor) {
    this.tree = tree;
    this.options = options;
    this.visitor = visitor;
    tree.files().forEach(entry -> entries.put(entry.path(), entry));
  }

  /** Looks through the files. */
  public static Inspection inspect(FileTree tree, Options options) {
    return inspect(tree, options, file -> {});
  }

  /**
   * Looks through the files, and shows each model file that is good to the visitor, one at a time.
   *
   * @throws GodwitException if a file cannot be read, or what the visitor throws
   */
  public static Inspection inspect(FileTree tree, Options options, Consumer<ModelFile> visitor) {
    return new Inspector(tree, options, visitor).inspect();
  }

  private Inspection inspect() {
    each(path -> path.endsWith(ShardIndex.SUFFIX), this::index);
    each(path -> path.endsWith(".onnx"), this::model);
    each(path -> path.endsWith(".safetensors") || path.endsWith(".gguf"), this::model);
    each(path -> !isModel(path), this::beside);
    for (ShardIndex index : indexes) {
      attempt(() -> finish(index));
    }
    if (models.isEmpty() && faults.isEmpty()) {
      faults.add(
          Fault.of(
              ModelError.NO_MODEL,
              "among "
                  + entries.size()
                  + " files there is no model; give a folder with .safetensors, .gguf or .onnx files"));
    }
    return new Inspection(models, faults, warnings);
  }

  private static boolean isModel(String path) {
    return path.endsWith(".onnx")
        || path.endsWith(".safetensors")
        || path.endsWith(".gguf")
        || path.endsWith(ShardIndex.SUFFIX);
  }

  private void each(
      java.util.function.Predicate<String> which, Consumer<FileTree.Entry> inspection) {
    for (FileTree.Entry entry : tree.files()) {
      if (which.test(entry.path())) {
        attempt(() -> inspection.accept(entry));
      }
    }
  }

  /** Collects what is wrong with the file; what is wrong with the machine goes on its way. */
  private void attempt(Runnable inspection) {
    try {
      inspection.run();
    } catch (GodwitException e) {
      if (!(e.code() instanceof ModelError) || e.code() == ModelError.UNREADABLE) {
        throw e;
      }
      faults.addAll(e.faults());
    }
  }

  private void index(FileTree.Entry entry) {
    try (ByteStream in = ByteStream.open(tree, entry)) {
      indexes.add(ShardIndex.read(in));
    }
  }

  private void model(FileTree.Entry entry) {
    ModelFile file;
    try (ByteStream in = ByteStream.open(tree, entry)) {
      file = read(in);
    } catch (GodwitException e) {
      Optional<Fault> danger = Danger.byContent(entry.path(), head(entry));
      if (danger.isPresent()) {
        throw new GodwitException(danger.get());
      }
      throw e;
    }
    for (ShardIndex index : indexes) {
      index.refuseUnlisted(file.path());
      if (index.shards().contains(file.path())) {
        index.check(file);
      }
    }
    file.tensors().stream()
        .map(tensor -> tensor.data().file())
        .filter(path -> !path.equals(file.path()))
        .forEach(external::add);
    file.warnings().forEach(warning -> warnings.add(file.path() + ": " + warning));
    models.add(FileReport.of(file));
    visitor.accept(file);
  }

  private ModelFile read(ByteStream in) {
    if (in.file().endsWith(".onnx")) {
      return OnnxReader.read(in, this::sizeOf);
    }
    return in.file().endsWith(".gguf")
        ? GgufReader.read(in)
        : SafetensorsReader.read(in, options.strict());
  }

  private OptionalLong sizeOf(String path) {
    FileTree.Entry entry = entries.get(path);
    return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.sizeBytes());
  }

  private void beside(FileTree.Entry entry) {
    Optional<Fault> danger = Danger.byName(entry.path());
    if (danger.isEmpty() && !external.contains(entry.path())) {
      danger = Danger.byContent(entry.path(), head(entry));
    }
    if (danger.isPresent()) {
      faults.add(danger.get());
    } else if (!external.contains(entry.path()) && !options.carried().contains(entry.path())) {
      try (ByteStream in = ByteStream.open(tree, entry)) {
        Beside.check(in).ifPresent(faults::add);
      }
    }
    if (entry.path().endsWith(".py")) {
      warnings.add(
          entry.path() + ": Python code, which loaders run when they are told to trust it");
    }
  }

  private void finish(ShardIndex index) {
    for (String shard : index.shards()) {
      if (!entries.containsKey(shard)) {
        throw index.missing(shard);
      }
    }
    warnings.addAll(index.finish());
  }

  private byte[] head(FileTree.Entry entry) {
    try (ByteStream in = ByteStream.open(tree, entry)) {
      return in.bytes((int) Math.min(HEAD, in.size()));
    }
  }
}
