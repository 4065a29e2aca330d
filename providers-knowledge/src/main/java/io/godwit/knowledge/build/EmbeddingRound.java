package io.godwit.knowledge.build;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.embedding.EmbedderCost;
import io.godwit.knowledge.store.Vectors.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Lots of texts that are with the embedder side by side, as many as it has workers. Each is stored
 * when its answer comes, by the thread that began the round, while its worker is at the next, with
 * a checkpoint that stands before the first text without a vector. After a call that did not end
 * well nothing more is asked for; what is under way is waited for and kept. The round after that
 * asks for the first lot alone, so that a service in trouble is asked by one.
 */
final class EmbeddingRound {

  /** At its end the workers run dry, which costs the time of a call. */
  private static final Duration SLICE = Duration.ofSeconds(5);

  private final StepContext context;
  private final Embedder embedder;
  private final int batch;
  private final Storing storing;
  private final Ahead<Stretch, List<Missing>> ahead;
  private final Instant end;
  private final boolean alone;
  private final Deque<Lot> open = new ArrayDeque<>();
  private EmbeddingState at;
  private long read;
  private int begun;
  private boolean exhausted;
  private boolean trouble;
  private Optional<Attempt<Progress>> stored = Optional.empty();
  private Optional<Attempt<Progress>> failure = Optional.empty();
  private Optional<RuntimeException> thrown = Optional.empty();

  /** Keys of texts: those after the first, and no further than the second. */
  record Stretch(long after, long through) {}

  /**
   * Texts with vectors that are to be stored.
   *
   * @param after how far it is then
   * @param halfway how far it is when half of them are stored
   * @param last whether they are the last ones
   */
  record Embedded(
      List<Missing> texts,
      List<float[]> vectors,
      EmbeddingState after,
      EmbeddingState halfway,
      boolean last) {

    List<Embedded> halves() {
      int half = half(texts.size());
      return List.of(
          new Embedded(texts.subList(0, half), vectors.subList(0, half), halfway, halfway, false),
          new Embedded(
              texts.subList(half, texts.size()),
              vectors.subList(half, texts.size()),
              after,
              after,
              last));
    }

    static int half(int count) {
      return count / 2;
    }
  }

  /** Stores vectors with a checkpoint: all of them, or the first half. */
  @FunctionalInterface
  interface Storing {
    /** Stores them. */
    Attempt<Progress> store(Embedded embedded);
  }

  EmbeddingRound(
      StepContext context,
      Embedder embedder,
      int batch,
      EmbeddingState at,
      Ahead<Stretch, List<Missing>> ahead,
      Storing storing) {
    this.context = context;
    this.embedder = embedder;
    this.batch = batch;
    this.at = at;
    this.alone = at.isAlone();
    this.ahead = ahead;
    this.storing = storing;
    this.read = at.reached();
    this.end = context.clock().instant().plus(SLICE);
  }

  /** Runs it: something is stored, or it says why not. */
  Attempt<Progress> run() {
    try (Crew<Lot.Answer> crew = alone ? Crew.alone() : new Crew<>(embedder.workers())) {
      begin(crew);
      while (!crew.isIdle()) {
        Optional<Lot.Answer> answer = take(crew);
        if (answer.filter(Lot.Answer::isWhole).isPresent()) {
          begin(crew); // is embedded while the answer is stored
        }
        answer.ifPresent(this::keep);
        begin(crew);
      }
      return ending(crew.workers());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Attempt.retryable(
          KnowledgeError.EMBEDDER_UNAVAILABLE, "The embedder was not waited for any longer");
    }
  }

  private Attempt<Progress> ending(int workers) {
    if (thrown.isPresent()) {
      throw thrown.get();
    }
    boolean lost = failure.filter(Attempt.Unknown.class::isInstance).isPresent();
    if (failure.isPresent() && (lost || stored.isEmpty())) {
      return failure.get();
    }
    Attempt<Progress> last =
        stored.orElseGet(() -> storing.store(new Embedded(List.of(), List.of(), at, at, true)));
    return trouble && workers > 1
        ? last.map(each -> new Progress(false, at.alone().checkpoint(), each.tallies()))
        : last;
  }

  /** Hands texts to the embedder for as long as a worker has nothing to do. */
  private void begin(Crew<Lot.Answer> crew) {
    while (!exhausted && !trouble && !crew.isFull() && mayBegin(crew.workers())) {
      next()
          .ifPresent(
              lot -> {
                begun++;
                open.add(lot);
                crew.give(lot::ask);
              });
    }
  }

  private boolean mayBegin(int workers) {
    boolean inTime = !context.stopRequested() && context.clock().instant().isBefore(end);
    return begun < workers || (!alone && inTime);
  }

  private Optional<Lot> next() {
    try {
      List<Missing> texts = ahead.take(new Stretch(read, at.through()));
      exhausted = texts.size() < batch;
      return texts.isEmpty() ? Optional.empty() : affordable(new Lot(embedder, texts));
    } catch (GodwitException e) {
      fail(new Attempt.Retryable<>(e.faults().get(0)));
      return Optional.empty();
    }
  }

  /** The lot, unless the step would cost more with it than it may. */
  private Optional<Lot> affordable(Lot lot) {
    if (isCapped()) {
      long underWay =
          Stream.concat(open.stream().filter(each -> each.kept() == 0), Stream.of(lot))
              .mapToLong(each -> each.tokens(each.size()))
              .sum();
      Optional<Fault> beyond = EmbedderCost.beyond(embedder.limits(), at.tokens() + underWay);
      if (beyond.isPresent()) {
        fail(new Attempt.Rejected<>(beyond.get()));
        return Optional.empty();
      }
    }
    read = lot.last(lot.size());
    if (!exhausted) {
      ahead.begin(new Stretch(read, at.through()));
    }
    return Optional.of(lot);
  }

  private boolean isCapped() {
    return embedder.limits().maxPrice().isPresent();
  }

  private void fail(Attempt<Progress> how) {
    trouble = true;
    boolean lost = how instanceof Attempt.Unknown; // is to be looked at, whatever else there is
    if (failure.isEmpty() || lost) {
      failure = Optional.of(how);
    }
  }

  /** Waits for the next answer; empty when there is none. */
  private Optional<Lot.Answer> take(Crew<Lot.Answer> crew) throws InterruptedException {
    try {
      return Optional.of(crew.take());
    } catch (ExecutionException e) {
      trouble = true;
      if (e.getCause() instanceof GodwitException said) {
        fail(Endings.of(said));
      } else if (e.getCause() instanceof RuntimeException broken) {
        thrown = Optional.of(broken);
      } else {
        throw new IllegalStateException("an embedder has failed", e.getCause());
      }
      return Optional.empty();
    }
  }

  private void keep(Lot.Answer answer) {
    Attempt<Progress> kept =
        answer
            .vectors()
            .fold(
                vectors -> store(answer.lot(), vectors),
                Attempt.Rejected::new,
                Attempt.Retryable::new,
                // The answer of an embedder changes nothing here: asking again is safe.
                Attempt.Retryable::new);
    if (kept instanceof Attempt.Done) {
      stored = Optional.of(kept);
    } else {
      fail(kept);
    }
  }

  private Attempt<Progress> store(Lot lot, List<float[]> vectors) {
    int count = vectors.size();
    trouble = trouble || count < lot.size();
    lot.keep(count);
    boolean last = exhausted && !trouble && open.stream().allMatch(Lot::isWhole);
    long tokens = isCapped() ? lot.tokens(count) : 0; // have been asked for, stored or not
    EmbeddingState next = at.kept(reached(), count, tokens);
    EmbeddingState halfway = at.kept(at.reached(), Embedded.half(count), tokens);
    Attempt<Progress> attempt =
        storing.store(new Embedded(lot.first(count), vectors, next, halfway, last));
    if (attempt instanceof Attempt.Done) {
      at = next;
      while (!open.isEmpty() && open.getFirst().isWhole()) {
        open.removeFirst();
      }
    } else {
      lot.keep(0);
    }
    return attempt;
  }

  /** The last text before the first that lacks a vector. */
  private long reached() {
    long reached = at.reached();
    for (Lot lot : open) {
      reached = lot.kept() > 0 ? lot.last(lot.kept()) : reached;
      if (!lot.isWhole()) {
        return reached;
      }
    }
    return reached;
  }
}
