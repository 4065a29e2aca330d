package io.godwit.engine.coded;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.engine.config.ConfigError;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files in memory, by their paths. */
final class BroughtFiles implements FileTree {

  private final SortedMap<String, byte[]> files;

  /** Keeps the map, which nobody else holds. */
  BroughtFiles(SortedMap<String, byte[]> files) {
    this.files = files;
  }

  /** The file of that path, or the folder; empty when there is neither. */
  Optional<BroughtFiles> at(String path) {
    SortedMap<String, byte[]> there = new TreeMap<>();
    byte[] only = files.get(path);
    if (only != null) {
      there.put(path.substring(path.lastIndexOf('/') + 1), only);
    }
    String folder = path + "/";
    files.tailMap(folder).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(folder))
        .forEach(entry -> there.put(entry.getKey().substring(folder.length()), entry.getValue()));
    return there.isEmpty() ? Optional.empty() : Optional.of(new BroughtFiles(there));
  }

  /** The bytes of the file of that path; empty when it is none, or a folder. */
  Optional<byte[]> bytes(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public List<Entry> files() {
    return files.entrySet().stream()
        .map(entry -> new Entry(entry.getKey(), entry.getValue().length))
        .toList();
  }

  @Override
  public InputStream open(String path) {
    return new ByteArrayInputStream(
        bytes(path)
            .orElseThrow(
                () ->
                    new GodwitException(
                        ConfigError.MISSING_FILE,
                        "There is no " + path + " among the files of this migration; add it.")));
  }
}
