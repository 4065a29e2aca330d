package io.godwit.engine.config;

import io.godwit.api.config.Setting;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.error.Place;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Java values as the settings that an author would have written: the way back of the {@link
 * Binder}. Of a record, what an author would leave out is left out, so that the same record gives
 * the same settings after it has got another component with a default. What has no order of its
 * own, such as {@code Map.of}, is put into that of its texts: it differs from one process to the
 * next otherwise.
 */
public final class ValueTree {

  private static final Set<Class<?>> NUMBERS =
      Set.of(Byte.class, Short.class, Integer.class, Long.class, BigInteger.class);
  private static final Set<String> NOTHING = Set.of("{}", "[]");

  private final Place place;

  private ValueTree(Place place) {
    this.place = place;
  }

  /**
   * The settings of a value.
   *
   * @param place where they are said to stand
   * @throws IllegalArgumentException if the value is of no kind that can be written
   */
  public static Setting of(Object value, Place place) {
    return new ValueTree(place).tree(value, 0);
  }

  /** The settings of a record, under the keys of its components. */
  public static Setting.Mapping ofRecord(Record value, Place place) {
    return new ValueTree(place).record(value, 0);
  }

  private Setting tree(Object value, int depth) {
    if (depth > SettingReader.DEEPEST) {
      throw new IllegalArgumentException(
          "it is nested more than " + SettingReader.DEEPEST + " deep");
    }
    if (value instanceof Setting written) {
      return written;
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent()
          ? tree(optional.get(), depth)
          : new Setting.Scalar(Optional.empty(), false, place);
    }
    if (value instanceof EmbedderRef embedder) {
      return tree(embedder.name().isEmpty() ? embedder.settings() : embedder.name(), depth);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, depth);
    }
    if (value instanceof Collection<?> items) {
      return sequence(items, depth);
    }
    Optional<String> text = text(value);
    if (text.isPresent()) {
      return new Setting.Scalar(text, value instanceof CharSequence, place);
    }
    if (value instanceof Record record) {
      return ScalarForms.isWrapper(record.getClass())
          ? tree(component(record, record.getClass().getRecordComponents()[0]), depth + 1)
          : record(record, depth);
    }
    throw new IllegalArgumentException(
        value == null ? "it is null" : "a " + value.getClass().getName() + " cannot be written");
  }

  private Setting.Mapping map(Map<?, ?> map, int depth) {
    Map<String, Setting> entries = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name =
              tree(key, depth + 1)
                  .fold(
                      Setting.Scalar::text,
                      list -> Optional.<String>empty(),
                      nested -> Optional.<String>empty())
                  .orElseThrow(() -> new IllegalArgumentException("a key is no single value"));
          entries.put(name, tree(value, depth + 1));
        });
    if (map instanceof LinkedHashMap || map instanceof SortedMap) {
      return new Setting.Mapping(entries, place);
    }
    Map<String, Setting> sorted = new LinkedHashMap<>();
    entries.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return new Setting.Mapping(sorted, place);
  }

  private Setting sequence(Collection<?> items, int depth) {
    List<Setting> settings = new ArrayList<>();
    items.forEach(item -> settings.add(tree(item, depth + 1)));
    if (items instanceof Set && !(items instanceof LinkedHashSet || items instanceof SortedSet)) {
      settings.sort(Comparator.comparing(setting -> setting.plain().toString()));
    }
    return new Setting.Sequence(settings, place);
  }

  private Setting.Mapping record(Record record, int depth) {
    Map<String, Setting> entries = new LinkedHashMap<>();
    List<RecordShape.Part> parts = RecordShape.of(record.getClass()).parts();
    for (int i = 0; i < parts.size(); i++) {
      RecordShape.Part part = parts.get(i);
      if (part.place()) {
        continue;
      }
      RecordComponent component = record.getClass().getRecordComponents()[i];
      Setting setting = tree(component(record, component), depth + 1);
      if (part.rest()) {
        setting.fold(
            scalar -> entries,
            sequence -> entries,
            mapping -> {
              entries.putAll(mapping.entries());
              return entries;
            });
      } else if (!leftOut(setting, part.byDefault())) {
        entries.put(part.key(), setting);
      }
    }
    return new Setting.Mapping(entries, place);
  }

  /** Whether it means the same as if it were not there. */
  private static boolean leftOut(Setting setting, Optional<String> byDefault) {
    boolean emptyByDefault = byDefault.isEmpty() || NOTHING.contains(byDefault.get());
    return setting.fold(
        scalar -> scalar.text().isEmpty() || scalar.text().equals(byDefault),
        sequence -> emptyByDefault && sequence.items().isEmpty(),
        mapping -> emptyByDefault && mapping.entries().isEmpty());
  }

  /** What is written as one value. */
  private static Optional<String> text(Object value) {
    if (value instanceof BigDecimal decimal) {
      return Optional.of(decimal.toPlainString());
    }
    if (value instanceof Double || value instanceof Float) {
      if (!Double.isFinite(((Number) value).doubleValue())) {
        throw new IllegalArgumentException(value + " cannot be written");
      }
      return Optional.of(new BigDecimal(value.toString()).toPlainString());
    }
    if (value instanceof Enum<?> constant) {
      return Optional.of(ScalarForms.word(constant));
    }
    if (value instanceof Path path) {
      String parts =
          StreamSupport.stream(path.spliterator(), false)
              .map(Path::toString)
              .collect(Collectors.joining("/"));
      return Optional.of(path.isAbsolute() ? "/" + parts : parts);
    }
    boolean single =
        value instanceof CharSequence
            || value instanceof Character
            || (value != null
                && (NUMBERS.contains(value.getClass())
                    || (ScalarForms.of(value.getClass()).isPresent()
                        && !ScalarForms.isWrapper(value.getClass()))));
    return single ? Optional.of(value.toString()) : Optional.empty();
  }

  private static Object component(Record record, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (InvocationTargetException e) {
      throw ScalarForms.refusal(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
