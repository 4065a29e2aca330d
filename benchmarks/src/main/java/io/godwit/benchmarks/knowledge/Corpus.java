package io.godwit.benchmarks.knowledge;

import io.godwit.api.file.FileTree;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Documents that are made while they are read: a hundred chunks of about one kilobyte each. */
record Corpus(int chunks) implements FileTree {

  static final int IN_A_DOCUMENT = 100;
  private static final String FILLER = " lorem ipsum dolor sit amet consectetur".repeat(25);

  static String text(long number) {
    return "Chunk " + number + FILLER;
  }

  @Override
  public List<Entry> files() {
    return IntStream.range(0, (chunks + IN_A_DOCUMENT - 1) / IN_A_DOCUMENT)
        .mapToObj(i -> new Entry("%06d.md".formatted(i), IN_A_DOCUMENT * 1000L))
        .toList();
  }

  @Override
  public InputStream open(String path) {
    long first = Long.parseLong(path.substring(0, 6)) * IN_A_DOCUMENT;
    StringBuilder document = new StringBuilder();
    for (long i = first; i < Math.min(chunks, first + IN_A_DOCUMENT); i++) {
      document.append("# ").append(i).append("\n\n").append(text(i)).append("\n\n");
    }
    return new ByteArrayInputStream(document.toString().getBytes(StandardCharsets.UTF_8));
  }
}
