package io.godwit.engine.config;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.config.Key;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a record is written: the rules of {@code io.godwit.api.config} in one place, for the binder
 * and for the schema.
 *
 * @param type the record
 * @param parts its components, in order
 */
record RecordShape<R>(Class<R> type, List<Part> parts) {

  /**
   * One component.
   *
   * @param key under which it is written
   * @param type its Java type
   * @param byDefault what it is when it is not written, in the form of an author
   * @param doc what it means; empty when it does not say
   * @param rest whether it takes all keys that are left
   */
  record Part(String key, Type type, Optional<String> byDefault, String doc, boolean rest) {

    /** Whether it is not written but says where the record stands. */
    boolean place() {
      return type == Place.class;
    }

    /** Whether it is written under its key. */
    boolean written() {
      return !rest && !place();
    }

    private static Part of(RecordComponent component) {
      Key key = component.getAnnotation(Key.class);
      Default byDefault = component.getAnnotation(Default.class);
      Doc doc = component.getAnnotation(Doc.class);
      return new Part(
          key == null ? kebab(component.getName()) : key.value(),
          component.getGenericType(),
          Optional.ofNullable(byDefault).map(Default::value),
          doc == null ? "" : doc.value(),
          component.isAnnotationPresent(Rest.class));
    }
  }

  /** The shape of a record. */
  static <R> RecordShape<R> of(Class<R> type) {
    RecordComponent @Nullable [] components = type.getRecordComponents();
    if (components == null) {
      throw unfit(type, "is no record");
    }
    return new RecordShape<>(type, Arrays.stream(components).map(Part::of).toList());
  }

  /** The keys that may be written, besides those for the rest. */
  List<String> keys() {
    return parts.stream().filter(Part::written).map(Part::key).toList();
  }

  /** Whether other keys are taken too. */
  boolean open() {
    return parts.stream().anyMatch(Part::rest);
  }

  /** The constructor that all others lead to. */
  Constructor<R> constructor() {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has a canonical constructor", e);
    }
  }

  /** {@code batchSize} as {@code batch-size}. */
  static String kebab(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  /** A record, or a type in one, that cannot be bound: an error of whoever wrote the record. */
  static GodwitException unfit(Type type, String why) {
    return new GodwitException(
        ConfigError.BAD_RECORD,
        "Settings cannot be bound to "
            + type.getTypeName()
            + ", because it "
            + why
            + "; tell the author of the extension.");
  }
}
