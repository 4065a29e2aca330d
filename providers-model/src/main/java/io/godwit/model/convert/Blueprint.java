package io.godwit.model.convert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.ModelFormat;
import io.godwit.model.file.Tensor;
import io.godwit.model.inspect.Inspector;
import io.godwit.model.safetensors.ShardIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All that a conversion will make, worked out from the source's headers: which files, which tensors
 * in them, out of which. Nothing is converted before its bytes are read.
 */
final class Blueprint {

  private static final String CONFIG = "config.json";
  private static final Pattern SHARD = Pattern.compile("(.+)-\\d+-of-\\d+");
  private static final String CUT = "…";

  private final FileTree tree;
  private final Recipe recipe;
  private final Rules rules;
  private final Optional<Adapter> adapter;
  private final Map<String, List<NewFile>> models = new TreeMap<>();
  private final Map<String, List<Piece>> files = new TreeMap<>();
  private final Map<String, Long> sizes = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();

  private Blueprint(FileTree tree, Recipe recipe, Set<String> carried, Optional<Adapter> adapter) {
    this.tree = tree;
    this.recipe = recipe;
    this.rules = new Rules(recipe);
    this.adapter = adapter;
    warnings.addAll(
        Inspector.inspect(tree, new Inspector.Options(false, carried), this::see)
            .orThrow()
            .warnings());
  }

  /**
   * Works it out.
   *
   * @throws GodwitException if the source is broken, or the recipe does not fit it
   */
  static Blueprint of(
      FileTree tree, Recipe recipe, Set<String> carried, Optional<Adapter> adapter) {
    Blueprint blueprint = new Blueprint(tree, recipe, carried, adapter);
    blueprint.layOut();
    List<Fault> faults = new ArrayList<>(blueprint.rules.faults());
    adapter.ifPresent(given -> faults.addAll(given.faults()));
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
    return blueprint;
  }

  /** The pieces of each file that is made; other files stay as they are. */
  Map<String, List<Piece>> files() {
    return files;
  }

  /** The sizes of all files. */
  Map<String, Long> sizes() {
    return sizes;
  }

  /** What a person should know. */
  List<String> warnings() {
    return warnings;
  }

  private void see(ModelFile file) {
    if (file.format() != ModelFormat.SAFETENSORS) {
      throw new GodwitException(
          ModelError.BAD_RECIPE,
          file.path() + " is " + file.format().label() + "; only safetensors are converted");
    }
    String stem = file.path().substring(0, file.path().length() - ".safetensors".length());
    Matcher shard = SHARD.matcher(stem);
    String model = shard.matches() ? shard.group(1) : stem;
    List<NewTensor> tensors = new ArrayList<>();
    for (Tensor tensor : file.tensors()) {
      Optional<LowRank> added = adapter.flatMap(given -> given.of(tensor));
      if (rules.isDropped(tensor)) {
        continue;
      }
      String name = rules.name(tensor);
      rules.take(model, name);
      tensors.add(new NewTensor(tensor, name, rules.type(tensor), recipe.overflow(), added));
    }
    models
        .computeIfAbsent(model, key -> new ArrayList<>())
        .add(new NewFile(file.path(), tensors, metadata(file)));
  }

  private Map<String, String> metadata(ModelFile file) {
    Map<String, String> kept = new TreeMap<>();
    file.metadata()
        .forEach(
            (key, value) -> {
              if (value.endsWith(CUT)) {
                warnings.add(file.path() + ": the long metadata '" + key + "' is left out");
              } else {
                kept.put(key, value);
              }
            });
    return kept;
  }

  private void layOut() {
    for (FileTree.Entry entry : tree.files()) {
      if (!entry.path().endsWith(ShardIndex.SUFFIX) && !entry.path().endsWith(".safetensors")) {
        sizes.put(entry.path(), entry.sizeBytes());
      }
    }
    Layout layout = new Layout(recipe, rules);
    models.forEach((stem, old) -> put(stem, layout.of(stem, old)));
    warnOfType();
  }

  private void warnOfType() {
    if (recipe.cast().isEmpty() || !sizes.containsKey(CONFIG)) {
      return;
    }
    String said = Json.read(tree, CONFIG).path("torch_dtype").asText();
    String meant =
        recipe.cast().get().equals("BF16")
            ? "bfloat16"
            : recipe.cast().get().equals("F16") ? "float16" : "float32";
    if (!said.isEmpty() && !said.equals(meant)) {
      warnings.add(
          "config.json says torch_dtype "
              + said
              + " although tensors are cast to "
              + recipe.cast().get()
              + "; set it under config: [{ file: config.json, set: { torch_dtype: "
              + meant
              + " } }]");
    }
  }

  private void put(String stem, List<NewFile> made) {
    for (NewFile file : made) {
      files.put(file.path(), file.pieces());
      sizes.put(file.path(), file.sizeBytes());
    }
    if (made.size() > 1) {
      put(stem + ShardIndex.SUFFIX, index(made));
    }
  }

  private void put(String path, byte[] bytes) {
    files.put(path, List.of(Piece.of(bytes)));
    sizes.put(path, (long) bytes.length);
  }

  private static byte[] index(List<NewFile> shards) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("metadata")
        .put("total_size", shards.stream().mapToLong(NewFile::bufferLength).sum());
    ObjectNode map = root.putObject("weight_map");
    Map<String, String> places =
        shards.stream()
            .flatMap(
                shard ->
                    shard.tensors().stream()
                        .map(tensor -> Map.entry(tensor.name(), name(shard.path()))))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    places.forEach(map::put);
    return Json.write(root);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
