package io.godwit.api.embedding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An embedder as an author names it in a step: by its name under {@code embedders:} in {@code
 * godwit.yaml}, or in the step itself, in the same form. A step's settings may have a component of
 * this type; in YAML a text is a name and a mapping is an embedder of its own:
 *
 * <pre>{@code
 * embedder: small
 * embedder: { provider: hashing, dimension: 256 }
 * }</pre>
 *
 * <p>It can be kept in a frozen plan: references to secrets such as <code>${EMBEDDER_KEY}</code>
 * stand in it as they were written and are filled in by {@link Embedders#open}.
 *
 * @param name the name; empty when the embedder is described here
 * @param settings {@code provider} and its settings as they were written: texts, lists and maps;
 *     empty when the embedder is named
 */
public record EmbedderRef(String name, Map<String, Object> settings) {

  /**
   * Copies the settings.
   *
   * @throws IllegalArgumentException if there is neither a name nor settings, or both
   */
  public EmbedderRef {
    Objects.requireNonNull(name, "name");
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    if (name.isEmpty() == settings.isEmpty()) {
      throw new IllegalArgumentException(
          "an embedder is named, or it is described by its provider and settings");
    }
  }

  /** The embedder of that name in the project. */
  public static EmbedderRef named(String name) {
    return new EmbedderRef(name, Map.of());
  }

  /** An embedder described by its provider and settings. */
  public static EmbedderRef described(Map<String, Object> settings) {
    return new EmbedderRef("", settings);
  }

  /** As messages show it: the name, or the provider's word; never the settings. */
  @Override
  public String toString() {
    return name.isEmpty() ? "{provider: " + settings.getOrDefault("provider", "?") + "}" : name;
  }
}
