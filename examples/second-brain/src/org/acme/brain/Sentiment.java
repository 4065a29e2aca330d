package org.acme.brain;

import io.godwit.api.content.ContentTransform;
import io.godwit.api.content.Memory;
import java.util.List;
import java.util.Locale;

/** Reads from the words of a memory how it felt, and writes that down beside it. */
public final class Sentiment implements ContentTransform {

  static final List<String> LABELS = List.of("negative", "neutral", "positive");

  private static final List<String> GOOD = List.of("great", "happy", "wonderful", "excellent");
  private static final List<String> BAD = List.of("awful", "sad", "angry", "terrible", "annoying");

  @Override
  public boolean selects(Memory memory) {
    return memory.metadata("sentiment").isEmpty();
  }

  @Override
  public Memory transform(Memory memory) {
    String text = memory.text().toLowerCase(Locale.ROOT);
    int score = count(text, GOOD) - count(text, BAD);
    String label = LABELS.get(Integer.signum(score) + 1);
    Memory known = memory.with("sentiment", label).with("score", score);
    // What somebody looks for who asks how a day was.
    return score == 0 ? known : known.withText(memory.text() + "\n\nIt felt " + label + ".");
  }

  private static int count(String text, List<String> words) {
    return (int) words.stream().filter(text::contains).count();
  }
}
