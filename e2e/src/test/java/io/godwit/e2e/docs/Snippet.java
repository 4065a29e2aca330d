package io.godwit.e2e.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of code in a document.
 *
 * @param file the document
 * @param line where its first line stands
 * @param language what its fence says
 * @param text what is in it
 */
record Snippet(Path file, int line, String language, String text) {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final String FENCE = "```";

  /** All blocks of all documents. */
  static List<Snippet> all() {
    return documents().stream().flatMap(file -> of(file).stream()).toList();
  }

  static List<Path> documents() {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              docs.filter(file -> file.toString().endsWith(".md")),
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Snippet> of(Path file) {
    List<Snippet> all = new ArrayList<>();
    List<String> lines = lines(file);
    int begin = -1;
    for (int i = 0; i < lines.size(); i++) {
      boolean fence = lines.get(i).strip().startsWith(FENCE);
      if (fence && begin < 0) {
        begin = i;
      } else if (fence) {
        all.add(
            new Snippet(
                ROOT.relativize(file),
                begin + 2,
                lines.get(begin).strip().substring(FENCE.length()),
                String.join("\n", lines.subList(begin + 1, i)) + "\n"));
        begin = -1;
      }
    }
    return all;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return file + ":" + line + " " + language;
  }
}
