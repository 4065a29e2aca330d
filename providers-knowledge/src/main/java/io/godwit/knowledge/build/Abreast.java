package io.godwit.knowledge.build;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Progress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Two transactions that store the halves of a lot side by side, in a database whose writers do not
 * wait for one another. Both write the one receipt of their effect, and the second is committed
 * only after the first: whatever breaks off, what is stored is the beginning of the lot, and the
 * receipt says so.
 */
public final class Abreast implements AutoCloseable {

  /** Fewer rows than these are stored sooner by one transaction. */
  public static final int WORTH_IT = 256;

  private final ExecutorService other = Executors.newSingleThreadExecutor(Crew::thread);

  /** What the second transaction asks when all that is left to do for it is its checkpoint. */
  @FunctionalInterface
  public interface Turn {
    /** Waits for the first, and gives how far that has come; ends the second if it failed. */
    Progress come();
  }

  /** The first has failed, so the second may not be committed. */
  private static final class OutOfTurn extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutOfTurn() {
      super("the transaction before this one has failed");
    }
  }

  /**
   * Runs both, and waits for both. Ends as the first when that fails: then the second has changed
   * nothing; else as the second.
   *
   * @param first runs on a thread of its own, and need not be on the disk when it ends; says when
   *     it has passed the fence, where the second may then wait for it, and never it for the second
   * @param second asks for its turn before it gives its progress
   */
  public Attempt<Progress> run(
      Function<Runnable, Attempt<Progress>> first, Function<Turn, Attempt<Progress>> second) {
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<Attempt<Progress>> beside = new FutureTask<>(() -> first.apply(begun::countDown));
    other.execute(
        () -> {
          beside.run();
          begun.countDown();
        });
    Optional<Attempt<Progress>> ended = Optional.empty();
    Attempt<Progress> before;
    try {
      Abreast.<Boolean, RuntimeException>patiently(() -> hasCome(begun));
      ended = Optional.of(second.apply(() -> come(beside)));
    } catch (OutOfTurn e) {
      // How the first ended says why.
    } finally {
      before = ending(beside);
    }
    return before instanceof Attempt.Done ? ended.orElse(before) : before;
  }

  private static Progress come(FutureTask<Attempt<Progress>> first) {
    if (ending(first) instanceof Attempt.Done<Progress> done) {
      return done.value();
    }
    throw new OutOfTurn();
  }

  private static boolean hasCome(CountDownLatch latch) throws InterruptedException {
    latch.await();
    return true;
  }

  private static Attempt<Progress> ending(FutureTask<Attempt<Progress>> transaction) {
    try {
      return patiently(transaction::get);
    } catch (ExecutionException e) {
      throw Ahead.unchecked(e);
    }
  }

  private interface Waiting<T, E extends Exception> {
    T end() throws InterruptedException, E;
  }

  /** A transaction is waited for even by who is interrupted: it would not end sooner. */
  private static <T, E extends Exception> T patiently(Waiting<T, E> waiting) throws E {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return waiting.end();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    other.shutdown();
  }
}
