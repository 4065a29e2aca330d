package io.godwit.engine.discovery;

/**
 * An extension, and where it was found.
 *
 * @param extension the extension
 * @param where the jar or folder of its class
 */
record Found<E>(E extension, String where) {}
