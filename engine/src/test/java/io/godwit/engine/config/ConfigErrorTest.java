package io.godwit.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ConfigErrorTest {

  @Test
  void everyCodeHasItsRowInTheDocuments() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/errors.md")).stream()
            .filter(line -> line.startsWith("| GW-1"))
            .map(line -> String.join("|", Arrays.asList(line.split(" *\\| *")).subList(1, 4)))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(ConfigError.values())
                .map(
                    error ->
                        error.id()
                            + "|`"
                            + error.name()
                            + "`|"
                            + error.kind().name().toLowerCase(Locale.ROOT))
                .toList());
  }
}
