package io.godwit.knowledge.build;

import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a checkpoint says while texts are embedded; what stood in it before stays. */
record EmbeddingState(Checkpoint checkpoint) {

  private static final String PHASE = "phase";
  private static final String EMBED = "embed";
  private static final String FOLLOW = "follow";
  private static final String THROUGH = "through";
  private static final String AT = "at";
  private static final String EMBEDDED = "embedded";
  private static final String TOTAL = "total";
  private static final String TOKENS = "tokens";
  private static final String ALONE = "alone";

  /** The first, before any text is embedded. */
  static EmbeddingState begin(Checkpoint before, long through, long texts) {
    return new EmbeddingState(before)
        .with(
            Map.of(
                PHASE,
                EMBED,
                THROUGH,
                Long.toString(through),
                AT,
                "0",
                EMBEDDED,
                "0",
                TOTAL,
                Long.toString(texts)));
  }

  static boolean isIn(Checkpoint checkpoint) {
    return checkpoint.get(PHASE).isPresent();
  }

  private EmbeddingState with(Map<String, String> changes) {
    Map<String, String> values = new HashMap<>(checkpoint.values());
    values.putAll(changes);
    return new EmbeddingState(new Checkpoint(values));
  }

  /** Whether all texts have vectors, and only changes are followed. */
  boolean isFollowing() {
    return checkpoint.get(PHASE).filter(FOLLOW::equals).isPresent();
  }

  /** Whether the next call is made alone, as one before it did not end well. */
  boolean isAlone() {
    return checkpoint.get(ALONE).isPresent();
  }

  /** The key of the last text before the first that may lack a vector. */
  long reached() {
    return number(AT);
  }

  /** The key of the last text that is looked at. */
  long through() {
    return number(THROUGH);
  }

  /** What has been asked for so far; counted where the price has a cap. */
  long tokens() {
    return number(TOKENS);
  }

  /** After a batch has been stored. */
  EmbeddingState kept(long reached, int texts, long tokens) {
    Map<String, String> values = new HashMap<>(checkpoint.values());
    values.remove(ALONE);
    values.put(AT, Long.toString(reached));
    values.put(EMBEDDED, Long.toString(number(EMBEDDED) + texts));
    if (tokens > 0) {
      values.put(TOKENS, Long.toString(tokens() + tokens));
    }
    return new EmbeddingState(new Checkpoint(values));
  }

  EmbeddingState alone() {
    return with(Map.of(ALONE, "1"));
  }

  EmbeddingState following() {
    return with(Map.of(PHASE, FOLLOW));
  }

  /** How far that is, after what was done before. */
  Progress progress(boolean complete, List<Tally> before) {
    List<Tally> tallies = new ArrayList<>(before);
    long embedded = number(EMBEDDED);
    tallies.add(new Tally("texts embedded", embedded, Math.max(embedded, number(TOTAL))));
    return new Progress(complete, checkpoint, tallies);
  }

  private long number(String key) {
    return Long.parseLong(checkpoint.get(key).orElse("0"));
  }
}
