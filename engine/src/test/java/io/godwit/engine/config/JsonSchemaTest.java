package io.godwit.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {

  enum Level {
    LOW,
    VERY_HIGH
  }

  record Part(String name, List<Part> parts) {}

  record Sample(
      @Doc("How many at once.") @Default("1000") int batchSize,
      Level level,
      Optional<Duration> timeout,
      Map<String, Part> parts,
      Part main) {}

  record Open(String provider, @Rest Setting.Mapping settings) {}

  @Test
  void aSchemaSaysWhatTheBinderAccepts() throws Exception {
    JsonNode schema =
        new ObjectMapper().readTree(JsonSchema.of(Sample.class, "sample.yaml", false));

    JsonNode batch = schema.at("/properties/batch-size");
    assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
    assertThat(schema.path("required").toString()).isEqualTo("[\"level\",\"main\"]");
    assertThat(batch.path("type").asText()).isEqualTo("integer");
    assertThat(batch.path("default").toString()).isEqualTo("1000");
    assertThat(batch.path("description").asText()).isEqualTo("How many at once.");
    assertThat(schema.at("/properties/level/enum").toString()).isEqualTo("[\"low\",\"very-high\"]");
    assertThat(schema.at("/properties/main/$ref").asText()).isEqualTo("#/$defs/part");
    assertThat(schema.at("/$defs/part/properties/parts/items/$ref").asText())
        .isEqualTo("#/$defs/part");
  }

  @Test
  void whereSomebodyElseBindsTheRestOtherKeysAreAllowed() {
    assertThat(JsonSchema.of(Open.class, "open", false))
        .contains("\"additionalProperties\" : true");
  }

  @Test
  void aPlaceholderMayStandForANumberWhereTheyAreFilledIn() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(JsonSchema.of(Sample.class, "sample.yaml", true));

    assertThat(schema.at("/properties/batch-size/anyOf/1/pattern").asText()).startsWith("\\$\\{");
  }
}
