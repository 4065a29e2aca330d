package io.godwit.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The failure matrix: each row names tests that exist")
final class FailureMatrixTest {

  private static final Path PAGE = Path.of("..", "docs", "failure-matrix.md");
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w+(?:Test|Contract))(?:#(\\w+))?`");

  @Test
  void everyRowIsProvedByATest() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| ")).skip(1).toList();
    assertThat(rows).hasSizeGreaterThan(20).allMatch(row -> NAMED.matcher(row).find());
    List<String> missing = new ArrayList<>();
    for (String row : rows) {
      Matcher named = NAMED.matcher(row);
      while (named.find()) {
        if (!exists(named.group(1), named.group(2) == null ? "class " : named.group(2) + "(")) {
          missing.add(named.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean exists(String type, String text) throws IOException {
    try (Stream<Path> files = Files.find(Path.of(".."), 20, (path, is) -> isSource(path, type))) {
      for (Path file : files.toList()) {
        if (Files.readString(file).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSource(Path path, String type) {
    return path.endsWith(type + ".java") && path.toString().contains("src");
  }
}
