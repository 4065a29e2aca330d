package io.godwit.api.tool;

import java.util.Optional;

/**
 * What a {@link Tool} is too that can answer some of its arguments without a target, such as those
 * that name a file. It is asked so before a target is looked for, and where there is no project it
 * is asked only so.
 *
 * @param <A> what a person says, as in {@link Tool}
 */
public interface Standalone<A extends Record> {

  /**
   * Does it without a target; may be repeated, and changes nothing.
   *
   * @return what was found; empty if these arguments need a target
   * @throws io.godwit.api.error.GodwitException if the arguments ask for what is not there
   */
  Optional<Answer> answer(A arguments, Caller caller);
}
