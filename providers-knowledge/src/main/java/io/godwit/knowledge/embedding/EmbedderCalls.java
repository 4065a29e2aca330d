package io.godwit.knowledge.embedding;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderLimits;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.outcome.Attempt;
import io.godwit.knowledge.KnowledgeError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Any number of texts, in as many calls as the embedder's limits ask for, each answer checked. */
public final class EmbedderCalls {

  private final Embedder embedder;

  /** Of this embedder, which the caller closes. */
  public EmbedderCalls(Embedder embedder) {
    this.embedder = embedder;
  }

  /**
   * The vectors of the first texts, in their order: of as many as were answered for before a call
   * did not end well, so that what was paid for is kept. Ends as that call only if it was the
   * first.
   */
  public Attempt<List<float[]>> embedFirst(List<String> texts, TextRole role) {
    List<float[]> vectors = new ArrayList<>(texts.size());
    Attempt<List<float[]>> ending = embed(texts, role, vectors);
    return vectors.isEmpty() ? ending : Attempt.done(vectors);
  }

  /**
   * The vectors of the texts, in their order. A call that does not end well ends the whole; vectors
   * that cannot be right are no answer, and may be asked for again.
   */
  public Attempt<List<float[]>> embed(List<String> texts, TextRole role) {
    return embed(texts, role, new ArrayList<>(texts.size()));
  }

  private Attempt<List<float[]>> embed(List<String> texts, TextRole role, List<float[]> vectors) {
    int from = 0;
    while (from < texts.size()) {
      int to = callEnd(texts, from);
      Attempt<float[][]> answer = ask(texts.subList(from, to), role);
      Optional<float[][]> rows =
          answer.fold(
              Optional::of,
              fault -> Optional.empty(),
              f -> Optional.empty(),
              f -> Optional.empty());
      if (rows.isEmpty()) {
        return answer.map(List::of);
      }
      vectors.addAll(List.of(rows.get()));
      from = to;
    }
    return Attempt.done(vectors);
  }

  /** The vectors of the pinned texts: whether the embedder answers, and what it says it would. */
  public Attempt<float[][]> probe() {
    return checked(embedder.probe(), Embedder.PROBE_TEXTS.size());
  }

  private int callEnd(List<String> texts, int from) {
    EmbedderLimits limits = embedder.limits();
    long tokens = embedder.estimateTokens(texts.get(from));
    int to = from + 1;
    while (to < texts.size() && to - from < limits.maxTexts()) {
      tokens += embedder.estimateTokens(texts.get(to));
      if (tokens > limits.maxTokens()) {
        return to;
      }
      to++;
    }
    return to;
  }

  private Attempt<float[][]> ask(List<String> texts, TextRole role) {
    return checked(embedder.embed(texts, role), texts.size());
  }

  private Attempt<float[][]> checked(Attempt<float[][]> answer, int texts) {
    return answer.fold(
        vectors ->
            embedder
                .identity()
                .vector()
                .fault(vectors, texts)
                .map(this::badVectors)
                .orElseGet(() -> Attempt.done(vectors)),
        Attempt.Rejected::new,
        Attempt.Retryable::new,
        Attempt.Unknown::new);
  }

  private Attempt<float[][]> badVectors(String fault) {
    return Attempt.retryable(
        KnowledgeError.BAD_VECTORS,
        "Embedder "
            + embedder.identity().model().provider()
            + "/"
            + embedder.identity().model().id()
            + " answered with vectors that cannot be right: "
            + fault
            + "; compare its settings with what the service runs");
  }
}
