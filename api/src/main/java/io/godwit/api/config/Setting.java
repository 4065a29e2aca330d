package io.godwit.api.config;

import io.godwit.api.error.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A piece of configuration as it was written: a tree of mappings, sequences and scalars, each of
 * which knows where it stands, so that a fault can point at it. Providers never see this type: the
 * engine binds it to their records.
 */
public sealed interface Setting {

  /** Where it stands. */
  Place place();

  /** Calls the function for the kind that this is. */
  <R> R fold(
      Function<? super Scalar, ? extends R> scalar,
      Function<? super Sequence, ? extends R> sequence,
      Function<? super Mapping, ? extends R> mapping);

  /** The same tree as plain maps, lists and strings; an empty scalar becomes an empty text. */
  default Object plain() {
    return fold(
        scalar -> scalar.text().orElse(""),
        sequence -> sequence.items().stream().map(Setting::plain).toList(),
        mapping -> {
          Map<String, Object> plain = new LinkedHashMap<>();
          mapping.entries().forEach((key, value) -> plain.put(key, value.plain()));
          return Collections.unmodifiableMap(plain);
        });
  }

  /**
   * One value.
   *
   * @param text the value as text; empty when the file says null
   * @param quoted whether it was written in quotes, and therefore is a text whatever it looks like
   */
  record Scalar(Optional<String> text, boolean quoted, Place place) implements Setting {
    /** Checks that nothing is null. */
    public Scalar {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(place, "place");
    }

    @Override
    public <R> R fold(
        Function<? super Scalar, ? extends R> scalar,
        Function<? super Sequence, ? extends R> sequence,
        Function<? super Mapping, ? extends R> mapping) {
      return scalar.apply(this);
    }
  }

  /** Values in order. */
  record Sequence(List<Setting> items, Place place) implements Setting {
    /** Copies the list. */
    public Sequence {
      items = List.copyOf(items);
      Objects.requireNonNull(place, "place");
    }

    @Override
    public <R> R fold(
        Function<? super Scalar, ? extends R> scalar,
        Function<? super Sequence, ? extends R> sequence,
        Function<? super Mapping, ? extends R> mapping) {
      return sequence.apply(this);
    }
  }

  /** Values under keys, in the order in which they were written; no key occurs twice. */
  record Mapping(Map<String, Setting> entries, Place place) implements Setting {
    /** Copies the map. */
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      Objects.requireNonNull(place, "place");
    }

    /** A mapping with nothing in it. */
    public static Mapping empty(Place place) {
      return new Mapping(Map.of(), place);
    }

    /** The value under a key. */
    public Optional<Setting> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    @Override
    public <R> R fold(
        Function<? super Scalar, ? extends R> scalar,
        Function<? super Sequence, ? extends R> sequence,
        Function<? super Mapping, ? extends R> mapping) {
      return mapping.apply(this);
    }
  }
}
