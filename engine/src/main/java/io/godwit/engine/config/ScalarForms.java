package io.godwit.engine.config;

import io.godwit.engine.config.ScalarForm.NotOfThisForm;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The types that are written as one value: texts, numbers, truth values, durations, enums, and
 * every type that has {@code static T parse(String)} or is a record around one such value that is
 * called {@code value}.
 */
final class ScalarForms {

  private static final Map<String, Object> ANY_TEXT =
      Map.of("type", List.of("string", "number", "boolean"));
  private static final Map<String, Object> TEXT = Map.of("type", "string");

  private static final Map<Class<?>, ScalarForm> KNOWN =
      Map.ofEntries(
          Map.entry(String.class, new ScalarForm("a text", ANY_TEXT, text -> text)),
          Map.entry(int.class, whole(Numbers::wholeInt)),
          Map.entry(Integer.class, whole(Numbers::wholeInt)),
          Map.entry(long.class, bytesOrWhole()),
          Map.entry(Long.class, bytesOrWhole()),
          Map.entry(double.class, number(Numbers::real)),
          Map.entry(Double.class, number(Numbers::real)),
          Map.entry(BigDecimal.class, number(Numbers::decimal)),
          Map.entry(boolean.class, truth()),
          Map.entry(Boolean.class, truth()),
          Map.entry(
              Duration.class,
              new ScalarForm(
                  "a duration such as 500ms, 30s, 5m, 1h30m or 2d", TEXT, Durations::parse)),
          Map.entry(Path.class, new ScalarForm("a path", TEXT, Path::of)),
          Map.entry(URI.class, new ScalarForm("an address", TEXT, URI::create)));

  private ScalarForms() {}

  /** The form of a type; empty when it is not written as one value. */
  static Optional<ScalarForm> of(Class<?> type) {
    ScalarForm known = KNOWN.get(type);
    if (known != null) {
      return Optional.of(known);
    }
    if (type.isEnum()) {
      return Optional.of(choice(type));
    }
    return parser(type).or(() -> wrapper(type));
  }

  private static ScalarForm whole(Function<String, Object> parse) {
    return new ScalarForm("a whole number", Map.of("type", "integer"), parse);
  }

  private static ScalarForm bytesOrWhole() {
    return new ScalarForm(
        "a whole number, with KiB, MiB, GiB or TiB if they are bytes",
        Map.of("type", List.of("integer", "string"), "pattern", "^[0-9_]+ ?([KMGT]iB)?$"),
        Numbers::wholeLong);
  }

  private static ScalarForm number(Function<String, Object> parse) {
    return new ScalarForm("a number", Map.of("type", "number"), parse);
  }

  private static ScalarForm truth() {
    return new ScalarForm(
        "true or false",
        Map.of("type", "boolean"),
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new NotOfThisForm();
            });
  }

  private static ScalarForm choice(Class<?> type) {
    List<Enum<?>> constants =
        Arrays.stream(type.getEnumConstants()).<Enum<?>>map(Enum.class::cast).toList();
    List<String> words = constants.stream().map(ScalarForms::word).toList();
    return new ScalarForm(
        "one of " + String.join(", ", words),
        Map.of("enum", words),
        text ->
            constants.stream()
                .filter(constant -> word(constant).equalsIgnoreCase(text.replace('_', '-')))
                .findFirst()
                .<Object>map(constant -> constant)
                .orElseThrow(
                    () ->
                        Nearest.of(text, words)
                            .<IllegalArgumentException>map(
                                nearest ->
                                    new IllegalArgumentException(
                                        "there is no such choice; did you mean '" + nearest + "'?"))
                            .orElseGet(NotOfThisForm::new)));
  }

  /** A constant as it is written. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Types with {@code public static T parse(String)}. */
  private static Optional<ScalarForm> parser(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("parse"))
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType() == type)
        .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
        .findFirst()
        .map(method -> new ScalarForm("a text", TEXT, text -> call(method, text)));
  }

  /** Whether a record is only written as the one value around which it is. */
  static boolean isWrapper(Class<?> type) {
    return wrapper(type).isPresent();
  }

  /** Records around one value that is called {@code value}. */
  private static Optional<ScalarForm> wrapper(Class<?> type) {
    RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : null;
    if (components == null
        || components.length != 1
        || !components[0].getName().equals("value")
        || components[0].getType() == type) {
      return Optional.empty();
    }
    Constructor<?> constructor = RecordShape.of(type).constructor();
    return of(components[0].getType())
        .map(
            inner ->
                new ScalarForm(
                    inner.what(),
                    inner.schema(),
                    text -> construct(constructor, inner.parse().apply(text))));
  }

  private static Object call(Method method, String text) {
    try {
      method.setAccessible(true);
      return method.invoke(null, text);
    } catch (InvocationTargetException e) {
      throw refusal(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object construct(Constructor<?> constructor, Object value) {
    try {
      return constructor.newInstance(value);
    } catch (InvocationTargetException e) {
      throw refusal(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a constructor says of a value, as a fault of the value; anything else as it is. */
  static RuntimeException refusal(InvocationTargetException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }
}
