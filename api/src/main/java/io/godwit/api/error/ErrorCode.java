package io.godwit.api.error;

/**
 * A kind of error that is documented and never changes its meaning. Each module implements this
 * with one enum; {@code docs/errors.md} lists every constant, and a test holds the two together.
 *
 * <p>The first digit tells the module: 1 configuration and authoring, 2 engine, 3 SQL and data, 4
 * knowledge, 5 models, 6 storage and repository, 7 command line. Extensions use 8 and 9.
 */
public interface ErrorCode {

  /** The code as people search for it, for example {@code GW-204}; unique over all modules. */
  String id();

  /** Whose move it is. */
  ErrorKind kind();

  /**
   * Whether a run that meets it on its way forward stops where it is instead of going back: nothing
   * changed, only a person can mend it, and what was done before was dear. {@code godwit resume}
   * goes on. It stops nine times in a row; the tenth time without any progress takes it back.
   */
  default boolean pauses() {
    return false;
  }
}
