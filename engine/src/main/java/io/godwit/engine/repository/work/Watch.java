package io.godwit.engine.repository.work;

/** Somebody who is told how far something has come. May throw, which ends it. */
@FunctionalInterface
public interface Watch {

  /** Nobody. */
  Watch NOBODY = (what, done, total) -> {};

  /**
   * Tells it; often.
   *
   * @param what what is being done, in a word or two
   * @param done how much of it is done
   * @param total how much there is; 0 if that is not known
   */
  void at(String what, long done, long total);
}
