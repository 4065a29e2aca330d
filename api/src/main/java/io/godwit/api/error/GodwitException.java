package io.godwit.api.error;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one exception that Godwit throws on purpose. It carries at least one {@link Fault}; its code
 * is that of the first. What a step attempts on a target does not throw this: it returns an {@code
 * Attempt}, which also says whether anything changed.
 */
public final class GodwitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /** One fault without a cause. */
  public GodwitException(ErrorCode code, String message) {
    this(List.of(Fault.of(code, message)), null);
  }

  /** One fault with its cause. */
  public GodwitException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(List.of(Fault.of(code, message)), cause);
  }

  /** One fault at a place. */
  public GodwitException(Fault fault) {
    this(List.of(fault), null);
  }

  /**
   * Several faults at once.
   *
   * @throws IllegalArgumentException if there is none
   */
  public GodwitException(List<Fault> faults, @Nullable Throwable cause) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")), cause);
    if (faults.isEmpty()) {
      throw new IllegalArgumentException("an exception needs a fault");
    }
    this.faults = List.copyOf(faults);
  }

  /** The code of the first fault. */
  public ErrorCode code() {
    return faults.get(0).code();
  }

  /** All faults, in the order in which an author would meet them. */
  public List<Fault> faults() {
    return faults;
  }
}
