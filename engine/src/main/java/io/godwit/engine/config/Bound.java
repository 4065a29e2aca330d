package io.godwit.engine.config;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of reading something that an author wrote: the thing itself, or all that is wrong with
 * it.
 *
 * @param value the thing; empty when there are faults
 * @param faults what is wrong; empty when there is a value
 */
public record Bound<R>(Optional<R> value, List<Fault> faults) {

  /** Holds the two together. */
  public Bound {
    Objects.requireNonNull(value, "value");
    faults = List.copyOf(faults);
    if (value.isPresent() != faults.isEmpty()) {
      throw new IllegalArgumentException("there is a value, or there are faults");
    }
  }

  /** The thing. */
  public static <R> Bound<R> of(R value) {
    return new Bound<>(Optional.of(value), List.of());
  }

  /** What is wrong; at least one fault. */
  public static <R> Bound<R> faulty(List<Fault> faults) {
    return new Bound<>(Optional.empty(), faults);
  }

  /** The thing when there are no faults. */
  public static <R> Bound<R> of(Optional<R> value, List<Fault> faults) {
    return faults.isEmpty() ? new Bound<>(value, faults) : faulty(faults);
  }

  /** Goes on with the thing. */
  public <S> Bound<S> map(Function<? super R, ? extends S> next) {
    return new Bound<>(value.map(next), faults);
  }

  /** Goes on with the thing, which may turn out to have faults. */
  public <S> Bound<S> then(Function<? super R, Bound<S>> next) {
    return value.map(next).orElseGet(() -> faulty(faults));
  }

  /** Keeps the faults for later, and gives the thing when there is one. */
  public Optional<R> into(List<Fault> collected) {
    collected.addAll(faults);
    return value;
  }

  /**
   * The thing.
   *
   * @throws GodwitException with all faults, when there are any
   */
  public R orThrow() {
    return value.orElseThrow(() -> new GodwitException(faults, null));
  }
}
