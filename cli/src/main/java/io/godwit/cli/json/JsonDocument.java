package io.godwit.cli.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.godwit.api.name.Digest;
import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.StatusView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The records of the API as JSON: names in snake case, instants as ISO 8601 in UTC, what is empty
 * left out but for the few members that are always there.
 */
public final class JsonDocument {

  private JsonDocument() {}

  /** One document, indented, that ends with a line break. */
  public static String of(Object view) {
    try {
      return mapper().writeValueAsString(view) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view can be written as JSON: " + view.getClass(), e);
    }
  }

  /** What {@link #of} would print, for those who show it in another form. */
  public static JsonNode tree(Object view) {
    return mapper().valueToTree(view);
  }

  private static JsonMapper mapper() {
    SimpleModule words = new SimpleModule();
    words.addSerializer(Instant.class, ToStringSerializer.instance);
    words.addSerializer(Duration.class, ToStringSerializer.instance);
    words.addSerializer(Path.class, ToStringSerializer.instance);
    words.addSerializer(Digest.class, ToStringSerializer.instance);
    words.addSerializer(Enum.class, new WireWord());
    words.setSerializerModifier(new Identifiers());
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .addModule(words)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .defaultPrettyPrinter(layout())
        .addMixIn(StatusView.class, AlwaysInStatus.class)
        .addMixIn(RunReport.class, AlwaysInReport.class)
        .build();
  }

  /** As most tools print it, and the same on every system. */
  private static PrettyPrinter layout() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            PrettyPrinter.DEFAULT_SEPARATORS
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    return printer;
  }

  /** What {@code status --json} always has, null when there is none (DESIGN.md, "Command line"). */
  interface AlwaysInStatus {
    @JsonInclude(JsonInclude.Include.ALWAYS)
    Optional<String> release();

    @JsonInclude(JsonInclude.Include.ALWAYS)
    Optional<MigrationView> running();

    @JsonInclude(JsonInclude.Include.ALWAYS)
    Optional<String> attention();

    @JsonInclude(JsonInclude.Include.ALWAYS)
    Optional<StatusView.LeaseView> lease();
  }

  /** The release is in every document that tells where the system stands. */
  interface AlwaysInReport {
    @JsonInclude(JsonInclude.Include.ALWAYS)
    Optional<String> release();
  }

  @SuppressWarnings("rawtypes")
  private static final class WireWord extends JsonSerializer<Enum> {
    @Override
    public void serialize(Enum value, JsonGenerator json, SerializerProvider providers)
        throws IOException {
      json.writeString(value.name().toLowerCase(Locale.ROOT));
    }
  }
}
