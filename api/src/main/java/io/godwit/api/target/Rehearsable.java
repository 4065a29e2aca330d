package io.godwit.api.target;

import java.nio.file.Path;

/** A target on which steps can be run on its real content, as if nothing had been. */
public interface Rehearsable extends Target {

  /**
   * Begins a rehearsal. What is done in it is seen by nobody else and is gone when it is closed.
   * The target may hold locks until then.
   *
   * @param folder where it may keep files; the caller removes it afterwards
   * @param name tells it from others there: lower-case letters and digits
   * @throws io.godwit.api.error.GodwitException if the target does not answer
   */
  Rehearsal rehearse(Path folder, String name);

  /** A rehearsal that has begun. Only the provider that has begun it knows what to do with it. */
  interface Rehearsal extends AutoCloseable {

    /** Where steps are run, such as {@code in a transaction that is rolled back}. */
    String manner();

    /** Takes everything back; may be called twice. */
    @Override
    void close();
  }
}
