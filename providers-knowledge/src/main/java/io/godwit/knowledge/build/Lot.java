package io.godwit.knowledge.build;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.outcome.Attempt;
import io.godwit.knowledge.embedding.EmbedderCalls;
import io.godwit.knowledge.store.Vectors.Missing;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Texts that are asked for and stored together. */
final class Lot {

  private final Embedder embedder;
  private final List<Missing> texts;
  private int kept;

  Lot(Embedder embedder, List<Missing> texts) {
    this.embedder = embedder;
    this.texts = texts;
  }

  /** Vectors for the first texts of a lot: for all of them, or as many as were answered for. */
  record Answer(Lot lot, Attempt<List<float[]>> vectors) {

    boolean isWhole() {
      return vectors instanceof Attempt.Done<List<float[]>> done
          && done.value().size() == lot.size();
    }
  }

  /** Asks for what no collection has. */
  Answer ask() {
    List<String> unknown =
        texts.stream().filter(each -> each.known().isEmpty()).map(Missing::text).toList();
    return new Answer(
        this,
        new EmbedderCalls(embedder)
            .embedFirst(unknown, TextRole.DOCUMENT)
            .map(this::besideWhatIsKnown));
  }

  private List<float[]> besideWhatIsKnown(List<float[]> embedded) {
    Iterator<float[]> next = embedded.iterator();
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (Missing text : texts) {
      if (text.known().isEmpty() && !next.hasNext()) {
        return vectors; // the service has stopped answering here
      }
      vectors.add(text.known().orElseGet(next::next));
    }
    return vectors;
  }

  /** The first texts. */
  List<Missing> first(int count) {
    return texts.subList(0, count);
  }

  /** How many tokens are asked for with the first texts, as an estimate. */
  long tokens(int count) {
    return first(count).stream()
        .filter(each -> each.known().isEmpty())
        .mapToLong(each -> embedder.estimateTokens(each.text()))
        .sum();
  }

  int size() {
    return texts.size();
  }

  /** The key of the last of the first texts. */
  long last(int count) {
    return texts.get(count - 1).id();
  }

  /** The vectors of the first texts have been stored. */
  void keep(int count) {
    kept = count;
  }

  int kept() {
    return kept;
  }

  boolean isWhole() {
    return kept == texts.size();
  }
}
