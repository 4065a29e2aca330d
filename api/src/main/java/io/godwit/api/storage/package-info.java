/**
 * Where the repository keeps its bytes: a flat store of objects that never change, and one cell
 * that does. What an author of a storage implements; {@code docs/formats/repository.md} says what
 * is kept in it.
 */
@NullMarked
package io.godwit.api.storage;

import org.jspecify.annotations.NullMarked;
