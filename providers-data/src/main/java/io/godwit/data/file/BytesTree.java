package io.godwit.data.file;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small files that are in memory. */
public final class BytesTree implements FileTree {

  private final TreeMap<String, byte[]> files = new TreeMap<>(ContentDigest.PATH_ORDER);

  /** These files. */
  public BytesTree(Map<String, byte[]> files) {
    this.files.putAll(files);
  }

  @Override
  public List<Entry> files() {
    return files.entrySet().stream()
        .map(file -> new Entry(file.getKey(), file.getValue().length))
        .toList();
  }

  @Override
  public InputStream open(String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new GodwitException(ArtifactError.NOT_FOUND, "There is no file " + path);
    }
    return new ByteArrayInputStream(bytes);
  }
}
