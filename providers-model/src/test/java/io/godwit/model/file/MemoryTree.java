package io.godwit.model.file;

import io.godwit.api.file.FileTree;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Files in memory. */
public final class MemoryTree implements FileTree {

  private final Map<String, byte[]> files = new TreeMap<>();

  public MemoryTree with(String path, byte[] bytes) {
    files.put(path, bytes);
    return this;
  }

  public MemoryTree with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public MemoryTree with(String path, SafetensorsWriter writer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.writeTo(out);
    return with(path, out.toByteArray());
  }

  public static SafetensorsWriter tensor(String name, Shape shape, float... values) {
    return new SafetensorsWriter().add(name, shape, values);
  }

  /** All files of another tree, read. */
  public static MemoryTree of(FileTree tree) throws IOException {
    MemoryTree copy = new MemoryTree();
    for (Entry entry : tree.files()) {
      try (InputStream in = tree.open(entry.path())) {
        byte[] bytes = in.readAllBytes();
        if (bytes.length != entry.sizeBytes()) {
          throw new AssertionError(
              entry.path() + " has " + bytes.length + " bytes, not " + entry.sizeBytes());
        }
        copy.with(entry.path(), bytes);
      }
    }
    return copy;
  }

  public String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  public byte[] bytes(String path) {
    return Objects.requireNonNull(files.get(path), path).clone();
  }

  public List<String> paths() {
    return List.copyOf(files.keySet());
  }

  @Override
  public List<Entry> files() {
    return files.entrySet().stream()
        .map(file -> new Entry(file.getKey(), file.getValue().length))
        .toList();
  }

  @Override
  public InputStream open(String path) {
    return new ByteArrayInputStream(bytes(path));
  }
}
