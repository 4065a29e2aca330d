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

  /**
   * What the target says of itself in a release that is only passed through, because the command
   * that made it goes on to the next at once. What applications find their way by belongs in it;
   * what is dear to find out and nobody asks for in between may be left out. Unless a target says
   * otherwise it is all that it holds.
   *
   * @throws io.godwit.api.error.GodwitException if the target does not answer
   */
  default Map<String, String> holdingsInPassing() {
    return holdings();
  }

  /** Frees connections and files; may be called twice. */
  @Override
  void close();
}
