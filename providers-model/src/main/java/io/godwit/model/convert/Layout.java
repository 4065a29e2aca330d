package io.godwit.model.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the tensors of one model are spread over files: as they were, in one, or in shards. */
final class Layout {

  /** The most shards that an index may list. */
  private static final int MOST_SHARDS = 1_024;

  private final Recipe recipe;
  private final Rules rules;

  Layout(Recipe recipe, Rules rules) {
    this.recipe = recipe;
    this.rules = rules;
  }

  /**
   * The files of a model.
   *
   * @param stem the model's path without ending: {@code unet/model}
   * @param files as they were
   */
  List<NewFile> of(String stem, List<NewFile> files) {
    if (recipe.join()) {
      return List.of(new NewFile(stem + ".safetensors", all(files), together(files)));
    }
    return recipe
        .shardBytes()
        .map(most -> numbered(stem, shards(all(files), most), together(files)))
        .orElse(files);
  }

  private static List<NewTensor> all(List<NewFile> files) {
    return files.stream().flatMap(file -> file.tensors().stream()).toList();
  }

  private Map<String, String> together(List<NewFile> files) {
    Map<String, String> first = files.get(0).metadata();
    if (files.stream().anyMatch(file -> !file.metadata().equals(first))) {
      rules.fault("the metadata of " + files.get(0).path() + " and its other shards differ");
    }
    return first;
  }

  private static List<List<NewTensor>> shards(List<NewTensor> tensors, long most) {
    List<List<NewTensor>> shards = new ArrayList<>();
    long bytes = 0;
    for (NewTensor tensor : tensors) {
      bytes += tensor.length();
      if (shards.isEmpty() || bytes > most) {
        shards.add(new ArrayList<>());
        bytes = tensor.length();
      }
      shards.get(shards.size() - 1).add(tensor);
    }
    return shards.isEmpty() ? List.of(List.of()) : shards;
  }

  private List<NewFile> numbered(
      String stem, List<List<NewTensor>> shards, Map<String, String> metadata) {
    if (shards.size() > MOST_SHARDS) {
      rules.fault("shard-bytes would make " + shards.size() + " shards, above " + MOST_SHARDS);
      return List.of();
    }
    List<NewFile> files = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      String path =
          shards.size() == 1
              ? stem + ".safetensors"
              : String.format("%s-%05d-of-%05d.safetensors", stem, i + 1, shards.size());
      files.add(new NewFile(path, shards.get(i), metadata));
    }
    return files;
  }
}
