package io.godwit.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.engine.config.JsonSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The JSON Schemas that editors use are what the records say. */
final class SchemaTest {

  private static final Path PUBLISHED = Path.of("../docs/schema");

  private enum Kind {
    GODWIT(ProjectConfig.class, "godwit.yaml", true),
    MIGRATION(Manifest.class, "migration.yaml", false);

    private final Class<? extends Record> type;
    private final String title;
    private final boolean placeholders;

    Kind(Class<? extends Record> type, String title, boolean placeholders) {
      this.type = type;
      this.title = title;
      this.placeholders = placeholders;
    }

    String file() {
      return title.replace(".yaml", ".schema.json");
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePublishedSchemaIsWhatTheRecordSays(Kind kind) throws IOException {
    String schema = JsonSchema.of(kind.type, kind.title, kind.placeholders);
    Path made = Files.writeString(Path.of("target").resolve(kind.file()), schema);

    assertThat(PUBLISHED.resolve(kind.file()))
        .as("copy engine/%s to docs/schema, where the record was changed on purpose", made)
        .hasContent(schema);
  }

  @ParameterizedTest
  @EnumSource
  void theSchemaIsInTheJarToo(Kind kind) throws IOException {
    try (InputStream published =
        Objects.requireNonNull(
            SchemaTest.class.getResourceAsStream("/io/godwit/schema/" + kind.file()))) {
      assertThat(new String(published.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(Files.readString(PUBLISHED.resolve(kind.file())));
    }
  }
}
