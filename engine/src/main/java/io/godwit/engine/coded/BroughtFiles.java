package io.godwit.engine.coded;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.engine.config.ConfigError;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that a migration brings, by their paths. */
final class BroughtFiles implements FileTree {

  private final SortedMap<String, Content> files;

  /** Keeps the map, which nobody else holds. */
  BroughtFiles(SortedMap<String, Content> files) {
    this.files = files;
  }

  /** The file of that path, or the folder; empty when there is neither. */
  Optional<BroughtFiles> at(String path) {
    SortedMap<String, Content> there = new TreeMap<>();
    Content only = files.get(path);
    if (only != null) {
      there.put(path.substring(path.lastIndexOf('/') + 1), only);
    }
    String folder = path + "/";
    files.tailMap(folder).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(folder))
        .forEach(entry -> there.put(entry.getKey().substring(folder.length()), entry.getValue()));
    return there.isEmpty() ? Optional.empty() : Optional.of(new BroughtFiles(there));
  }

  /** Whether that path is a file. */
  boolean has(String path) {
    return files.containsKey(path);
  }

  @Override
  public List<Entry> files() {
    return files.entrySet().stream()
        .map(entry -> new Entry(entry.getKey(), entry.getValue().sizeBytes()))
        .toList();
  }

  @Override
  public InputStream open(String path) {
    Content content = files.get(path);
    if (content == null) {
      throw new GodwitException(
          ConfigError.MISSING_FILE,
          "There is no " + path + " among the files of this migration; add it.");
    }
    try {
      return content.source().open();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  static GodwitException unreadable(String path, IOException cause) {
    return new GodwitException(
        ConfigError.UNREADABLE,
        path + " cannot be read from the jar of its migration (" + cause + "); look at the jar.",
        cause);
  }
}
