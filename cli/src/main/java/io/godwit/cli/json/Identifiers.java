package io.godwit.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.io.IOException;
import java.io.Serial;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/**
 * Writes a record around one component that is called {@code value}, as identifiers are, as that
 * value: just as settings are bound to it.
 */
final class Identifiers extends BeanSerializerModifier {

  @Serial private static final long serialVersionUID = 1L;

  @Override
  public JsonSerializer<?> modifySerializer(
      SerializationConfig config, BeanDescription bean, JsonSerializer<?> serializer) {
    RecordComponent[] components = bean.getBeanClass().getRecordComponents();
    return components != null && components.length == 1 && components[0].getName().equals("value")
        ? new Value(components[0].getAccessor())
        : serializer;
  }

  private static final class Value extends JsonSerializer<Object> {

    private final Method accessor;

    Value(Method accessor) {
      accessor.setAccessible(true);
      this.accessor = accessor;
    }

    @Override
    public void serialize(Object record, JsonGenerator json, SerializerProvider providers)
        throws IOException {
      try {
        providers.defaultSerializeValue(accessor.invoke(record), json);
      } catch (ReflectiveOperationException e) {
        throw new IOException(record.getClass() + " does not tell its value", e);
      }
    }
  }
}
