package io.godwit.knowledge.build;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Reads what comes next while what came before is stored: one lot ahead and no more, so that two
 * are in memory at most.
 *
 * @param <K> where a lot begins
 * @param <L> a lot
 */
public final class Ahead<K, L> implements AutoCloseable {

  private final boolean beside;
  private final Function<K, L> reading;
  private final ExecutorService reader = Executors.newSingleThreadExecutor(Crew::thread);
  private Optional<Begun<K, L>> begun = Optional.empty();

  private record Begun<K, L>(K at, FutureTask<L> lot) {}

  /**
   * Reads in this way.
   *
   * @param beside whether it does so on a thread of its own: not in a store where who reads and who
   *     writes wait for one another
   */
  public Ahead(boolean beside, Function<K, L> reading) {
    this.beside = beside;
    this.reading = reading;
  }

  /** Begins to read the lot that begins here. */
  public void begin(K at) {
    if (beside) {
      FutureTask<L> lot = new FutureTask<>(() -> reading.apply(at));
      begun = Optional.of(new Begun<>(at, lot));
      reader.execute(lot);
    }
  }

  /** The lot that begins here: the one that was begun, or read now when that is another. */
  public L take(K at) {
    Optional<FutureTask<L>> read = begun.filter(each -> each.at().equals(at)).map(Begun::lot);
    begun = Optional.empty();
    return read.isPresent() ? waitFor(read.get(), at) : reading.apply(at);
  }

  private L waitFor(FutureTask<L> lot, K at) {
    try {
      return lot.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return reading.apply(at); // which ends as it would have without a thread
    } catch (ExecutionException e) {
      throw unchecked(e);
    }
  }

  /** What a thread has thrown that can throw nothing that is checked. */
  static RuntimeException unchecked(ExecutionException e) {
    if (e.getCause() instanceof Error broken) {
      throw broken;
    }
    return e.getCause() instanceof RuntimeException said
        ? said
        : new IllegalStateException("nothing else can be thrown", e);
  }

  /** Has a lot that was taken be the next one again. */
  public void giveBack(K at, L lot) {
    FutureTask<L> again = new FutureTask<>(() -> lot);
    again.run();
    begun = Optional.of(new Begun<>(at, again));
  }

  /** Waits for what is still being read, though it is of no use to anybody: its store may close. */
  @Override
  public void close() {
    Crew.end(reader);
  }
}
