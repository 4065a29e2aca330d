package io.godwit.engine.config;

import io.godwit.api.config.Setting;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One act of binding, with the faults that it has found; an empty result has left a fault. */
final class Binding {

  private static final int LONGEST_SHOWN = 60;

  static final Set<Class<?>> COLLECTIONS = Set.of(List.class, Set.class, Map.class);

  private final Secrets secrets;
  private final List<Fault> faults;

  Binding(Secrets secrets, List<Fault> faults) {
    this.secrets = secrets;
    this.faults = faults;
  }

  /** The record that is written here. */
  <R> Optional<R> record(Class<R> type, Setting.Mapping settings, String path) {
    RecordShape<R> shape = RecordShape.of(type);
    if (!shape.open()) {
      unknownKeys(shape, settings, path);
    }
    List<Object> values = new ArrayList<>();
    for (RecordShape.Part part : shape.parts()) {
      Optional<?> value = component(shape, part, settings, path);
      value.ifPresent(values::add);
    }
    return values.size() == shape.parts().size()
        ? construct(shape, values, settings.place(), path)
        : Optional.empty();
  }

  private Optional<?> component(
      RecordShape<?> shape, RecordShape.Part part, Setting.Mapping settings, String path) {
    if (part.place()) {
      return Optional.of(settings.place());
    }
    return part.rest()
        ? Optional.of(rest(shape, settings))
        : part(part, settings, path.isEmpty() ? part.key() : path + "." + part.key());
  }

  private void unknownKeys(RecordShape<?> shape, Setting.Mapping settings, String path) {
    settings
        .entries()
        .forEach(
            (key, value) -> {
              if (!shape.keys().contains(key)) {
                fault(
                    value.place(),
                    ConfigError.UNKNOWN_KEY,
                    "There is no setting '"
                        + shown(key)
                        + "'"
                        + (path.isEmpty() ? "" : " in " + path)
                        + "; "
                        + Nearest.hint(key, shape.keys()));
              }
            });
  }

  private static Setting.Mapping rest(RecordShape<?> shape, Setting.Mapping settings) {
    Map<String, Setting> rest = new LinkedHashMap<>(settings.entries());
    rest.keySet().removeAll(shape.keys());
    return new Setting.Mapping(rest, settings.place());
  }

  private Optional<?> part(RecordShape.Part part, Setting.Mapping settings, String path) {
    Optional<Setting> written = settings.get(part.key()).filter(setting -> !nothing(setting));
    if (written.isPresent()) {
      return value(part.type(), written.get(), path);
    }
    if (part.byDefault().isPresent()) {
      return value(part.type(), byDefault(part, settings.place()), path);
    }
    Optional<?> absent = absent(part.type());
    if (absent.isEmpty()) {
      fault(
          settings.get(part.key()).map(Setting::place).orElse(settings.place()),
          ConfigError.MISSING_KEY,
          path + " is needed and not written; add it.");
    }
    return absent;
  }

  private static boolean nothing(Setting setting) {
    return setting.fold(scalar -> scalar.text().isEmpty(), sequence -> false, mapping -> false);
  }

  /** A default at the place of the mapping in which it was not written. */
  private static Setting byDefault(RecordShape.Part part, Place place) {
    // A default is written as in YAML, whatever the file is.
    Setting read = new YamlTree(part.byDefault().orElseThrow(), place.file()).read().orThrow();
    return read.fold(
        scalar -> new Setting.Scalar(scalar.text(), scalar.quoted(), place),
        sequence -> new Setting.Sequence(sequence.items(), place),
        mapping -> new Setting.Mapping(mapping.entries(), place));
  }

  private static Optional<?> absent(Type type) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return Optional.of(Optional.empty());
    }
    if (raw == List.class) {
      return Optional.of(List.of());
    }
    if (raw == Set.class) {
      return Optional.of(Set.of());
    }
    return raw == Map.class ? Optional.of(Map.of()) : Optional.empty();
  }

  private Optional<?> value(Type type, Setting setting, String path) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      Optional<?> inside = value(argument(type, 0), setting, path);
      return inside.isPresent() ? Optional.of(inside) : inside;
    }
    if (raw == Object.class) {
      return Optional.of(setting.plain());
    }
    if (Setting.class.isAssignableFrom(raw)) {
      return raw.isInstance(setting) ? Optional.of(setting) : wrong(setting, path, kind(raw));
    }
    if (raw == EmbedderRef.class) {
      return embedder(setting, path);
    }
    if (!COLLECTIONS.contains(raw) && !raw.isRecord() && ScalarForms.of(raw).isEmpty()) {
      throw RecordShape.unfit(type, "is of a kind that cannot be written");
    }
    return setting.fold(
        scalar -> scalar(raw, scalar, path),
        sequence -> sequence(type, sequence, path),
        mapping -> mapping(type, mapping, path));
  }

  private Optional<?> scalar(Class<?> raw, Setting.Scalar scalar, String path) {
    ScalarForm form = ScalarForms.of(raw).orElse(null);
    if (form == null) {
      return wrong(scalar, path, what(raw));
    }
    if (scalar.text().isEmpty()) {
      return wrong(scalar, path, form.what());
    }
    try {
      return Optional.of(form.parse().apply(scalar.text().get()));
    } catch (ScalarForm.NotOfThisForm e) {
      return wrong(scalar, path, form.what());
    } catch (IllegalArgumentException | GodwitException e) {
      return bad(scalar.place(), path + " is '" + shown(scalar.text().get()) + "', but ", e);
    }
  }

  private Optional<?> sequence(Type type, Setting.Sequence sequence, String path) {
    Class<?> raw = raw(type);
    if (raw != List.class && raw != Set.class) {
      return wrong(sequence, path, what(raw));
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      value(argument(type, 0), sequence.items().get(i), path + "[" + i + "]").ifPresent(items::add);
    }
    if (items.size() < sequence.items().size()) {
      return Optional.empty();
    }
    return Optional.of(
        raw == List.class
            ? Collections.unmodifiableList(items)
            : Collections.unmodifiableSet(new LinkedHashSet<>(items)));
  }

  private Optional<?> mapping(Type type, Setting.Mapping mapping, String path) {
    Class<?> raw = raw(type);
    if (raw == Map.class) {
      return map(type, mapping, path);
    }
    return raw.isRecord() && !ScalarForms.isWrapper(raw)
        ? record(raw, mapping, path)
        : wrong(mapping, path, what(raw));
  }

  private Optional<?> map(Type type, Setting.Mapping mapping, String path) {
    Map<Object, Object> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, setting) -> {
              Setting.Scalar name = new Setting.Scalar(Optional.of(key), true, setting.place());
              Optional<?> bound = scalar(raw(argument(type, 0)), name, path + ": the key");
              Optional<?> value = value(argument(type, 1), setting, path + "." + shown(key));
              bound.ifPresent(k -> value.ifPresent(v -> entries.put(k, v)));
            });
    return entries.size() == mapping.entries().size()
        ? Optional.of(Collections.unmodifiableMap(entries))
        : Optional.empty();
  }

  /** By its name, or described in place. */
  private Optional<?> embedder(Setting setting, String path) {
    try {
      return setting.fold(
          scalar -> scalar.text().map(EmbedderRef::named),
          sequence -> wrong(sequence, path, "the name of an embedder or a mapping"),
          mapping -> {
            Map<String, Object> plain = new LinkedHashMap<>();
            mapping.entries().forEach((key, value) -> plain.put(key, value.plain()));
            return Optional.of(EmbedderRef.described(plain));
          });
    } catch (IllegalArgumentException e) {
      return bad(setting.place(), path + " cannot be: ", e);
    }
  }

  private <R> Optional<R> construct(
      RecordShape<R> shape, List<Object> values, Place place, String path) {
    try {
      return Optional.of(shape.constructor().newInstance(values.toArray()));
    } catch (InvocationTargetException e) {
      RuntimeException refusal = ScalarForms.refusal(e);
      if (refusal instanceof IllegalArgumentException || refusal instanceof GodwitException) {
        return bad(place, path.isEmpty() ? "" : path + " cannot be: ", refusal);
      }
      throw refusal;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private <R> Optional<R> wrong(Setting setting, String path, String needed) {
    String found =
        setting.fold(
            scalar -> scalar.text().map(text -> "'" + shown(text) + "'").orElse("nothing"),
            sequence -> "a list",
            mapping -> "a mapping");
    fault(
        setting.place(),
        ConfigError.WRONG_TYPE,
        path + " is " + found + ", but has to be " + needed + ".");
    return Optional.empty();
  }

  private <R> Optional<R> bad(Place place, String before, RuntimeException why) {
    String message =
        why instanceof GodwitException coded
            ? coded.faults().get(0).message()
            : Optional.ofNullable(why.getMessage()).orElse("the value is not accepted");
    fault(place, ConfigError.BAD_VALUE, before + message);
    return Optional.empty();
  }

  private void fault(Place place, ErrorCode code, String message) {
    faults.add(Fault.at(place, code, secrets.redact(message)));
  }

  /** Hidden before it is cut, so that no half of a secret is shown. */
  private String shown(String text) {
    String safe = secrets.redact(text);
    return safe.length() <= LONGEST_SHOWN ? safe : safe.substring(0, LONGEST_SHOWN) + "…";
  }

  private static String what(Class<?> raw) {
    if (raw == List.class || raw == Set.class) {
      return "a list, as in [a, b]";
    }
    return ScalarForms.of(raw)
        .map(ScalarForm::what)
        .orElseGet(
            () ->
                raw == Map.class || !raw.isRecord()
                    ? "a mapping"
                    : "a mapping with " + String.join(", ", RecordShape.of(raw).keys()));
  }

  private static String kind(Class<?> raw) {
    return raw == Setting.Mapping.class
        ? "a mapping"
        : raw == Setting.Sequence.class ? "a list" : "one value";
  }

  static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType parameterized) {
      return raw(parameterized.getRawType());
    }
    if (type instanceof WildcardType wildcard) {
      return raw(wildcard.getUpperBounds()[0]);
    }
    throw RecordShape.unfit(type, "is of a kind that cannot be written");
  }

  static Type argument(Type type, int index) {
    if (type instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[index];
    }
    throw RecordShape.unfit(type, "does not say what is in it");
  }
}
