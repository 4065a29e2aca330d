package io.godwit.model.registry;

import io.godwit.api.file.FileTree;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One small file with a text. */
public record TextTree(String path, String text) implements FileTree {

  @Override
  public List<Entry> files() {
    return List.of(new Entry(path, bytes().length));
  }

  @Override
  public InputStream open(String wanted) {
    return new ByteArrayInputStream(bytes());
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
