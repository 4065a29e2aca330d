package io.godwit.knowledge.exchange;

import io.godwit.knowledge.store.Versions.Binding;

/**
 * What readers see of a collection.
 *
 * @param version the key of the version
 * @param binding what it is bound to
 * @param documents how many documents it has
 * @param chunks how many chunks it has
 */
public record Seen(String version, Binding binding, long documents, long chunks) {}
