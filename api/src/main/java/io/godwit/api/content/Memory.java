package io.godwit.api.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document of a collection, or a memory: what it says and what is known about it.
 *
 * @param id what it is known by, which is its path in the collection
 * @param text all of it, as it was imported: Markdown, HTML or plain text
 * @param metadata what is known about it: texts, truth values, numbers (integers of any size and
 *     {@link java.math.BigDecimal}), lists and maps of such, and null
 */
public record Memory(String id, String text, Map<String, @Nullable Object> metadata) {

  /** Copies the map; what is in it is left as it is. */
  public Memory(String id, String text, Map<String, @Nullable Object> metadata) {
    this.id = Objects.requireNonNull(id, "id");
    this.text = Objects.requireNonNull(text, "text");
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** One of the metadata; empty where there is nothing or null. */
  public Optional<Object> metadata(String key) {
    return Optional.ofNullable(metadata.get(key));
  }

  /** The same with another text. */
  public Memory withText(String other) {
    return new Memory(id, other, metadata);
  }

  /** The same with one of the metadata changed or added. */
  public Memory with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(metadata);
    changed.put(key, value);
    return new Memory(id, text, changed);
  }

  /** The same without one of the metadata. */
  public Memory without(String key) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(metadata);
    changed.remove(key);
    return new Memory(id, text, changed);
  }
}
