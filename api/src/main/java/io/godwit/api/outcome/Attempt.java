package io.godwit.api.outcome;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.Fault;
import java.util.Objects;
import java.util.function.Function;

/**
 * How an attempt to change something ended. There are four ways and callers must say what they do
 * in each ({@link #fold}); a fifth would break them when they compile.
 *
 * <p>The fourth is what keeps data safe: an answer that was lost (a connection that broke during
 * {@code COMMIT}, a time-out of a {@code PUT}) says nothing about whether the change happened. It
 * is looked at before it is repeated, undone or cleaned up.
 *
 * @param <T> what a successful attempt gives
 */
public sealed interface Attempt<T> {

  /** It happened, and will still have happened after a crash. */
  record Done<T>(T value) implements Attempt<T> {
    /** Checks that there is a value. */
    public Done {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public <R> R fold(
        Function<? super T, ? extends R> done,
        Function<? super Fault, ? extends R> rejected,
        Function<? super Fault, ? extends R> retryable,
        Function<? super Fault, ? extends R> unknown) {
      return done.apply(value);
    }
  }

  /** It did not happen, nothing changed, and repeating it would end in the same way. */
  record Rejected<T>(Fault fault) implements Attempt<T> {
    /** Checks that there is a fault. */
    public Rejected {
      Objects.requireNonNull(fault, "fault");
    }

    @Override
    public <R> R fold(
        Function<? super T, ? extends R> done,
        Function<? super Fault, ? extends R> rejected,
        Function<? super Fault, ? extends R> retryable,
        Function<? super Fault, ? extends R> unknown) {
      return rejected.apply(fault);
    }
  }

  /** It did not happen, nothing changed, and repeating it later may succeed. */
  record Retryable<T>(Fault fault) implements Attempt<T> {
    /** Checks that there is a fault. */
    public Retryable {
      Objects.requireNonNull(fault, "fault");
    }

    @Override
    public <R> R fold(
        Function<? super T, ? extends R> done,
        Function<? super Fault, ? extends R> rejected,
        Function<? super Fault, ? extends R> retryable,
        Function<? super Fault, ? extends R> unknown) {
      return retryable.apply(fault);
    }
  }

  /** It may have happened: look before anything else. */
  record Unknown<T>(Fault fault) implements Attempt<T> {
    /** Checks that there is a fault. */
    public Unknown {
      Objects.requireNonNull(fault, "fault");
    }

    @Override
    public <R> R fold(
        Function<? super T, ? extends R> done,
        Function<? super Fault, ? extends R> rejected,
        Function<? super Fault, ? extends R> retryable,
        Function<? super Fault, ? extends R> unknown) {
      return unknown.apply(fault);
    }
  }

  /** Calls the function for the way in which this attempt ended and returns its result. */
  <R> R fold(
      Function<? super T, ? extends R> done,
      Function<? super Fault, ? extends R> rejected,
      Function<? super Fault, ? extends R> retryable,
      Function<? super Fault, ? extends R> unknown);

  /** The same way of ending, with the value of a successful attempt mapped. */
  default <R> Attempt<R> map(Function<? super T, ? extends R> mapping) {
    return fold(
        value -> new Done<R>(mapping.apply(value)), Rejected::new, Retryable::new, Unknown::new);
  }

  /** A successful attempt. */
  static <T> Attempt<T> done(T value) {
    return new Done<>(value);
  }

  /** Nothing changed, and repeating is of no use. */
  static <T> Attempt<T> rejected(ErrorCode code, String message) {
    return new Rejected<>(Fault.of(code, message));
  }

  /** Nothing changed; repeating may help. */
  static <T> Attempt<T> retryable(ErrorCode code, String message) {
    return new Retryable<>(Fault.of(code, message));
  }

  /** It may have happened. */
  static <T> Attempt<T> unknown(ErrorCode code, String message) {
    return new Unknown<>(Fault.of(code, message));
  }
}
