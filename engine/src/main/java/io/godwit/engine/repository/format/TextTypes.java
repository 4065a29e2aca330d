package io.godwit.engine.repository.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.name.Digest;
import io.godwit.api.name.Version;
import io.godwit.api.storage.ObjectKey;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;

/** Types that are one text in JSON. */
final class TextTypes {

  private TextTypes() {}

  static Module module() {
    SimpleModule module = new SimpleModule("godwit-repository");
    add(module, Digest.class, Digest::parse);
    add(module, ObjectKey.class, ObjectKey::new);
    add(module, ArtifactName.class, ArtifactName::new);
    add(module, ArtifactId.class, ArtifactId::parse);
    add(module, Version.class, Version::new);
    add(module, Instant.class, Instant::parse);
    return module;
  }

  private static <T> void add(SimpleModule module, Class<T> type, Function<String, T> parse) {
    module.addSerializer(type, ToStringSerializer.instance);
    module.addDeserializer(
        type,
        new StdDeserializer<T>(type) {
          private static final long serialVersionUID = 1L;

          @Override
          public T deserialize(JsonParser parser, DeserializationContext context)
              throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
              return type.cast(context.handleUnexpectedToken(type, parser));
            }
            return parse.apply(parser.getText());
          }
        });
  }
}
