/**
 * The tables of a knowledge store, on SQLite and PostgreSQL alike: who may read and write what is
 * told in {@code docs/formats/knowledge-store.md}. Every class works on a connection that its
 * caller has opened and whose transaction its caller ends.
 */
@NullMarked
package io.godwit.knowledge.store;

import org.jspecify.annotations.NullMarked;
