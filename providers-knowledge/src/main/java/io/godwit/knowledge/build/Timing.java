package io.godwit.knowledge.build;

import io.godwit.api.embedding.Embedder;
import io.godwit.knowledge.embedding.EmbedderCost;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a step takes of which nothing is known yet, guessed on the safe side; what earlier runs
 * on the same target have shown is believed before this.
 *
 * @param time how long
 */
public record Timing(Duration time) {

  private static final long DOCUMENTS_PER_SECOND = 500;
  private static final long CHUNKS_PER_SECOND = 2000;
  private static final long INDEXED_PER_SECOND = 1000;
  private static final long EMBEDDED_HERE_PER_SECOND = 100;
  private static final Duration CALL = Duration.ofSeconds(1);

  /** A swap of the pointer takes the same time, whatever it shows. */
  private static final Duration SWAP = Duration.ofSeconds(1);

  /** Documents that are read or cut, and chunks that are stored. */
  public static Timing storing(long documents, long chunks) {
    return new Timing(
        SWAP.plusSeconds(documents / DOCUMENTS_PER_SECOND).plusSeconds(chunks / CHUNKS_PER_SECOND));
  }

  /** And what an embedder is asked: a service side by side, a local model text by text. */
  public Timing embedding(Embedder embedder, EmbedderCost cost) {
    Duration more =
        embedder.workers() > 1
            ? CALL.multipliedBy(cost.calls()).dividedBy(embedder.workers())
            : Duration.ofSeconds(cost.texts() / EMBEDDED_HERE_PER_SECOND);
    return new Timing(time.plus(more));
  }

  /** And an index over so many vectors, if there will be one. */
  public Timing indexing(IndexPlan index, long vectors) {
    return index.details().isEmpty()
        ? this
        : new Timing(time.plusSeconds(vectors / INDEXED_PER_SECOND));
  }

  /** As an estimate has it. */
  public Optional<Duration> known() {
    return Optional.of(time);
  }
}
