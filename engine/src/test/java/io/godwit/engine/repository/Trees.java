package io.godwit.engine.repository;

import io.godwit.api.file.FileTree;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** File trees in memory. */
public final class Trees {

  private Trees() {}

  public static FileTree of(Map<String, byte[]> files) {
    Map<String, byte[]> sorted = new TreeMap<>(files);
    return new FileTree() {
      @Override
      public List<Entry> files() {
        return sorted.entrySet().stream()
            .map(e -> new Entry(e.getKey(), e.getValue().length))
            .toList();
      }

      @Override
      public InputStream open(String path) {
        return new ByteArrayInputStream(sorted.get(path));
      }
    };
  }

  /** The same files, read by several threads at a time. */
  public static FileTree sideBySide(FileTree tree) {
    return new FileTree() {
      @Override
      public List<Entry> files() {
        return tree.files();
      }

      @Override
      public InputStream open(String path) {
        return tree.open(path);
      }

      @Override
      public boolean readsSideBySide() {
        return true;
      }
    };
  }

  public static FileTree of(String path, byte[] bytes) {
    return of(Map.of(path, bytes));
  }

  public static FileTree text(String path, String text) {
    return of(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes that look random and are the same each time. */
  public static byte[] noise(int size, long seed) {
    byte[] bytes = new byte[size];
    random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Numbers of two bytes as in bf16 weights: a few exponents, noise below. */
  public static byte[] weights(int size, long seed) {
    RandomGenerator random = random(seed);
    byte[] bytes = new byte[size];
    for (int i = 0; i + 1 < size; i += 2) {
      int bits = Float.floatToRawIntBits((float) random.nextGaussian() * 0.02f);
      bytes[i] = (byte) (bits >>> 16);
      bytes[i + 1] = (byte) (bits >>> 24);
    }
    return bytes;
  }

  public static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
