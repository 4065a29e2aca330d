package io.godwit.api.embedding;

/**
 * Knows how to open one kind of embedder. Found by {@link java.util.ServiceLoader} through a file
 * {@code META-INF/services/io.godwit.api.embedding.EmbedderProvider}, chosen by the word after
 * {@code provider:} in an embedder's settings.
 *
 * <p>An instance has no state and is used by many threads.
 *
 * @param <C> the settings of an embedder, besides {@code provider}
 */
public interface EmbedderProvider<C extends Record> {

  /** The word after {@code provider:}; unique among all embedder providers that are found. */
  String name();

  /** The record that an embedder's settings are bound to. */
  Class<C> configType();

  /**
   * Opens an embedder. Does not call a service: whether one answers is what {@link Embedder#probe}
   * finds out. May read local files, which the identity of the embedder has to cover.
   *
   * @throws io.godwit.api.error.GodwitException if the settings cannot be right or a local file is
   *     missing or broken
   */
  Embedder open(C config, EmbedderContext context);
}
