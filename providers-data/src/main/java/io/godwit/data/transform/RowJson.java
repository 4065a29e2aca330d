package io.godwit.data.transform;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Values of rows as JSON: numbers keep their digits, bytes are hexadecimal behind {@code \x}. */
final class RowJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(new SimpleModule().addSerializer(byte[].class, new Hexadecimal()))
          .build();

  private RowJson() {}

  private static final class Hexadecimal extends StdSerializer<byte[]> {
    private static final long serialVersionUID = 1;

    Hexadecimal() {
      super(byte[].class);
    }

    @Override
    public void serialize(byte[] bytes, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(hex(bytes));
    }
  }

  static String hex(byte[] bytes) {
    return "\\x" + HexFormat.of().formatHex(bytes);
  }

  /** Any JSON as texts, truth values, numbers, lists, maps and null. */
  static @Nullable Object read(String json) throws JsonProcessingException {
    return MAPPER.readValue(json, Object.class);
  }

  /**
   * A value as JSON, in one line.
   *
   * @throws IllegalArgumentException if it is none that JSON has
   */
  static String write(@Nullable Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "it cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }
}
