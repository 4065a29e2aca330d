package io.godwit.api.step;

/** Stands for having asked to be called when the time is up. */
@FunctionalInterface
public interface Alarm extends AutoCloseable {

  /** It is too late to be called; waits for a call that is under way. */
  @Override
  void close();
}
