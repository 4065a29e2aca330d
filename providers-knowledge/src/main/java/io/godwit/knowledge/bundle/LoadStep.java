package io.godwit.knowledge.bundle;

/**
 * What a plan keeps of a loading.
 *
 * @param collection the collection that is to be as the bundle
 * @param named the collection that the bundle was written from
 * @param digest the digest of all that the bundle has
 * @param documents how many documents it has
 * @param chunks how many chunks it has
 */
public record LoadStep(
    String collection, String named, String digest, long documents, long chunks) {}
