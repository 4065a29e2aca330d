package io.godwit.api.storage;

import io.godwit.api.outcome.Attempt;
import java.util.Optional;

/**
 * One cell that changes by compare-and-swap, over all processes and machines that share it. Reads
 * and swaps are linearizable: a read sees the last swap that was done before it began.
 *
 * <p>Used by many threads.
 */
public interface Register {

  /**
   * The present value; empty if there never was one.
   *
   * @throws io.godwit.api.error.GodwitException as in {@link Storage}
   */
  Optional<RegisterValue> read();

  /**
   * Sets the value if the present one still has this tag. Done: it is set, and survives a crash of
   * the machine. Rejected with {@link StorageError#REGISTER_MOVED}: the present value is another
   * one. Retryable: nothing happened. Unknown: it may have happened, or may still happen.
   *
   * @param expected the tag of the value that was read; empty if there was none
   * @param value at most 64 KiB; one that the register never held before, because tags may be
   *     digests
   * @return the tag of the new value
   */
  Attempt<String> compareAndSet(Optional<String> expected, byte[] value);
}
