package io.godwit.engine.coded;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;

/** Takes files one by one, as long as they are few, small and have plain paths. */
final class FileStack {

  /** In all files that are written; they are held in memory. */
  static final int MOST_BYTES = 16 << 20;

  private static final String REFUSED = "\\:";

  private final TreeMap<String, Content> files = new TreeMap<>();
  private long written;

  void add(String path, String text) {
    add(path, text.getBytes(StandardCharsets.UTF_8));
  }

  void add(String path, byte[] bytes) {
    written += bytes.length;
    if (written > MOST_BYTES) {
      throw new IllegalArgumentException(
          "the files that this migration writes are larger than "
              + (MOST_BYTES >> 20)
              + " MiB with '"
              + path
              + "'; make it a resource, or put it into the project");
    }
    byte[] copy = bytes.clone();
    add(path, new Content(copy.length, () -> new ByteArrayInputStream(copy)));
  }

  void add(String path, Content content) {
    demandPlain(path);
    demandFree(path);
    files.put(path, content);
  }

  private static void demandPlain(String path) {
    boolean plain =
        Arrays.stream(path.split("/", -1)).noneMatch(part -> part.isEmpty() || part.startsWith("."))
            && path.chars().noneMatch(c -> Character.isISOControl(c) || REFUSED.indexOf(c) >= 0);
    if (!plain) {
      throw new IllegalArgumentException(
          "'"
              + path.replaceAll("\\p{Cntrl}", "?")
              + "' is no path of a file; write names with / between them, none of which begins with"
              + " a dot");
    }
  }

  private void demandFree(String path) {
    boolean taken = files.containsKey(path);
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      taken |= files.containsKey(path.substring(0, slash));
    }
    String below = files.ceilingKey(path + "/");
    if (taken || (below != null && below.startsWith(path + "/"))) {
      throw new IllegalArgumentException(
          "the file '" + path + "' is written twice, or is a folder as well; rename one of them");
    }
  }

  BroughtFiles all() {
    return new BroughtFiles(new TreeMap<>(files));
  }
}
