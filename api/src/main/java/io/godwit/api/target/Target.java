package io.godwit.api.target;

import java.util.Map;

/**
 * A named store that holds versioned state, opened by its provider. The engine calls one target
 * from one thread at a time.
 *
 * <p>What only some targets can do is an interface of its own: {@link Queryable}, {@link
 * Digestible}, {@link io.godwit.api.snapshot.Restorable}.
 */
public interface Target extends AutoCloseable {

  /**
   * Looks whether the target can be worked with: that it answers, and that what Godwit needs there
   * is allowed. Changes nothing, never throws for a target that does not answer.
   */
  Health health();

  /**
   * What the target holds now, as its own names and versions: the active version of each
   * collection, the version behind each alias, the number of tables. Changes nothing; sorted by
   * name. It becomes part of the release's version vector.
   *
   * @throws io.godwit.api.error.GodwitException if the target does not answer
   */
  Map<String, String> holdings();

  /** Frees connections and files; may be called twice. */
  @Override
  void close();
}
