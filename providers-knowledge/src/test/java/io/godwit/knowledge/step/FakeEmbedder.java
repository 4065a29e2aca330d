package io.godwit.knowledge.step;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.embedding.EmbedderLimits;
import io.godwit.api.embedding.EmbedderModel;
import io.godwit.api.embedding.TextForm;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.embedding.TokenPrice;
import io.godwit.api.embedding.VectorForm;
import io.godwit.api.outcome.Attempt;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** An embedder whose answers a test decides, and which remembers what it was asked. */
final class FakeEmbedder implements Embedder {

  /** Decides an answer. */
  interface Answer {
    Attempt<float[][]> to(List<String> texts);
  }

  final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());
  private final int dimension;
  private int maxTexts;
  private volatile Answer answer = texts -> Attempt.done(vectors(texts));
  private String revision = "1";
  private int workers = 1;
  private BigDecimal dear = BigDecimal.ONE;
  private Optional<BigDecimal> cap = Optional.empty();

  FakeEmbedder(int dimension, int maxTexts) {
    this.dimension = dimension;
    this.maxTexts = maxTexts;
  }

  void answers(Answer next) {
    this.answer = next;
  }

  void answersWell() {
    this.answer = texts -> Attempt.done(vectors(texts));
  }

  /** Costs ten thousand times as much, and no step may cost more than that. */
  void isDearAndMayCost(String most) {
    this.dear = new BigDecimal(10_000);
    this.cap = Optional.of(new BigDecimal(most));
  }

  /** Wants to be called by so many at once. */
  FakeEmbedder withWorkers(int count) {
    workers = count;
    return this;
  }

  /** Takes so many texts in a call. */
  FakeEmbedder ofTextsInACall(int count) {
    maxTexts = count;
    return this;
  }

  void becomesRevision(String next) {
    this.revision = next;
  }

  /** A vector for each text, always the same. */
  float[][] vectors(List<String> texts) {
    float[][] vectors = new float[texts.size()][dimension];
    for (int row = 0; row < vectors.length; row++) {
      Random random = new Random(texts.get(row).hashCode());
      double squares = 0;
      for (int i = 0; i < dimension; i++) {
        vectors[row][i] = (float) random.nextGaussian();
        squares += (double) vectors[row][i] * vectors[row][i];
      }
      for (int i = 0; i < dimension; i++) {
        vectors[row][i] /= (float) Math.sqrt(squares);
      }
    }
    return vectors;
  }

  List<String> texts() {
    return calls.stream().flatMap(List::stream).toList();
  }

  @Override
  public EmbedderIdentity identity() {
    return new EmbedderIdentity(
        new EmbedderModel("fake", "random", revision),
        new VectorForm(dimension, VectorForm.Element.FLOAT32, "", true),
        TextForm.PLAIN,
        Map.of());
  }

  @Override
  public EmbedderLimits limits() {
    return new EmbedderLimits(
        maxTexts,
        100_000,
        Optional.of(new TokenPrice(new BigDecimal("0.13").multiply(dear), "USD")),
        cap);
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public Attempt<float[][]> embed(List<String> texts, TextRole role) {
    calls.add(List.copyOf(texts));
    return answer.to(texts);
  }

  @Override
  public Attempt<float[][]> probe() {
    return answer.to(PROBE_TEXTS);
  }

  @Override
  public void close() {
    // The test goes on using it.
  }
}
